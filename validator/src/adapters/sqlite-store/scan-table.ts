import type { Database } from 'better-sqlite3';
import {
  NO_PAST,
  REPEAT_FOR,
  settleReusedId,
  settleScan,
  type Passage,
  type Past,
  type Settled,
} from '../../domain/settle-scan.ts';
import type { ScanToDecide, UseRuling } from '../../domain/finding.ts';
import type { Stopwatch } from '../../ports/stopwatch.ts';

interface ScanRow {
  other: string;
  digest: string;
  finding: string;
}

type PassageRow = Omit<Passage, 'opened'> & { opened: number };

function prepare(db: Database) {
  return {
    find: db.prepare<[string, string], ScanRow>(
      'SELECT other, digest, finding FROM scans WHERE door = ? AND id = ?',
    ),
    // "out" sorts after "in": the latest passage comes first.
    passages: db.prepare<[string, string], PassageRow>(
      `SELECT entry, direction, at, door, door_name AS doorName, opened FROM admissions
       WHERE ticket = ? AND zone = ? ORDER BY entry DESC, direction DESC LIMIT 2`,
    ),
    livePass: db.prepare<[string, string, number], { doorName: string }>(
      `SELECT a.door_name AS doorName FROM scans s
       JOIN admissions a ON a.scan = s.id AND a.door = s.door AND a.ticket = s.ticket AND a.zone = s.zone
       WHERE s.live_digest = ? AND s.zone <> ? AND s.decision = 'admit' AND s.at >= ? LIMIT 1`,
    ),
    addPassage: db.prepare(
      `INSERT INTO admissions (ticket, zone, entry, direction, at, door, door_name, scan)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    addScan: db.prepare(
      `INSERT INTO scans (door, id, other, digest, live_digest, ticket, event, tier, zone, entry, direction, staff,
         scanned_at, at, latency_ms, decision, reason, flagged, n, finding)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    last: db.prepare<[], number | null>('SELECT max(n) FROM scans').pluck(),
  };
}

/** Decides scans and writes them down. Every method runs inside a transaction that its caller opened. */
export class ScanTable {
  readonly #sql: ReturnType<typeof prepare>;
  readonly #stopwatch: Stopwatch;
  #last = 0;

  constructor(db: Database, stopwatch: Stopwatch) {
    this.#sql = prepare(db);
    this.#stopwatch = stopwatch;
  }

  /** At the start of each transaction: another validator on the same file may have numbered entries meanwhile. */
  begin(): void {
    this.#last = this.#sql.last.get() ?? 0;
  }

  decide(scan: ScanToDecide): string {
    const before = this.#sql.find.all(scan.door, scan.id);
    const same = before.find(({ digest }) => digest === scan.digest);
    if (same !== undefined) return same.finding;
    const reused = before.length > 0;
    const settled = reused ? settleReusedId(scan) : settleScan(scan, this.#past(scan));
    if (settled.passage?.isNew === true) this.#addPassage(scan, settled.passage);
    return this.#addScan(scan, settled, reused ? scan.digest : '');
  }

  #past({ ruling, digest, now }: ScanToDecide): Past {
    if (ruling.kind === 'refuse') return NO_PAST;
    const passages = this.#sql.passages
      .all(ruling.ticket, ruling.zone)
      .map((row) => ({ ...row, opened: row.opened === 1 }));
    const livePassSeen = ruling.live
      ? this.#sql.livePass.get(digest, ruling.zone, now - REPEAT_FOR)
      : undefined;
    return livePassSeen === undefined ? { passages } : { passages, livePassSeen };
  }

  #addPassage(scan: ScanToDecide, passage: { entry: number; direction: string }): void {
    const { ticket, zone } = useOf(scan);
    this.#sql.addPassage.run(
      ticket,
      zone,
      passage.entry,
      passage.direction,
      scan.now,
      scan.door,
      scan.doorName,
      scan.id,
    );
  }

  #addScan(scan: ScanToDecide, { finding, passage }: Settled, other: string): string {
    const { ruling } = scan;
    const text = JSON.stringify(finding);
    const admitted = finding.decision === 'admit';
    this.#sql.addScan.run(
      scan.door,
      scan.id,
      other,
      scan.digest,
      ruling.kind === 'use' && ruling.live ? scan.digest : null,
      finding.ticket ?? null,
      ruling.event ?? null,
      ruling.kind === 'use' ? ruling.tier : null,
      finding.zone ?? null,
      passage?.entry ?? null,
      scan.direction,
      scan.staff ?? null,
      scan.scannedAt,
      scan.now,
      this.#stopwatch() - scan.arrived,
      finding.decision,
      admitted ? null : finding.reason,
      admitted ? (finding.flagged ?? null) : null,
      admitted && finding.repeat ? null : ++this.#last,
      text,
    );
    return text;
  }
}

function useOf({ ruling }: ScanToDecide): UseRuling {
  if (ruling.kind === 'use') return ruling;
  throw new Error('a refused scan makes no passage'); // settleScan gives none.
}
