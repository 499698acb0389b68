import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOUR, type Millis } from '@tanglegate/core/clock';
import { scanIdSchema, type ScanId } from '@tanglegate/core/ids';
import { gateReportSchema, type GateReport } from '@tanglegate/core/mqtt/gate';
import Database from 'better-sqlite3';
import type { PulseJournal } from '../ports/pulse-journal.ts';

/** No verdict lives so long: what is older can only arrive by somebody's malice, and then as stale. */
const KEPT_FOR_MS = 30 * 24 * HOUR;
/** A turnstile that never rests passes about as many in a month. */
const MAX_PULSES = 1_000_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS pulse (
    scan TEXT PRIMARY KEY,
    begun_at INTEGER NOT NULL,
    report TEXT,
    is_reported INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS pulse_by_time ON pulse (begun_at);
  CREATE INDEX IF NOT EXISTS pulse_unreported ON pulse (begun_at) WHERE is_reported = 0`;

interface Row {
  readonly scan: string;
  readonly report: string | null;
}

/** The journal in `<folder>/pulses.sqlite`. `synchronous = FULL`: a power cut right after a pulse must not forget it. */
export class SqlitePulseJournal implements PulseJournal {
  readonly #database: Database.Database;

  constructor(folder: string, limits = { maxPulses: MAX_PULSES }) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, 'pulses.sqlite');
    this.#database = new Database(file);
    chmodSync(file, 0o600); // The owner's alone; its log files take the same mode.
    this.#database.pragma('journal_mode = WAL');
    this.#database.pragma('synchronous = FULL');
    this.#database.exec(SCHEMA);
    this.#forgetOld(limits.maxPulses);
  }

  begin(scan: ScanId, at: Millis): boolean {
    const isNew = this.#database
      .prepare('INSERT INTO pulse (scan, begun_at) VALUES (?, ?) ON CONFLICT DO NOTHING')
      .run(scan, at);
    return isNew.changes === 1;
  }

  finish(report: GateReport): void {
    this.#database
      .prepare('UPDATE pulse SET report = ? WHERE scan = ? AND report IS NULL')
      .run(JSON.stringify(report), report.scan);
  }

  listUnfinished(): ScanId[] {
    return this.#rows('report IS NULL').map(({ scan }) => scanIdSchema.parse(scan));
  }

  listUnreported(): GateReport[] {
    return this.#rows('is_reported = 0 AND report IS NOT NULL').map(({ report }) =>
      gateReportSchema.parse(JSON.parse(report ?? '')),
    );
  }

  markReported(scan: ScanId): void {
    this.#database.prepare('UPDATE pulse SET is_reported = 1 WHERE scan = ?').run(scan);
  }

  close(): void {
    this.#database.close();
  }

  #rows(where: string): Row[] {
    return this.#database
      .prepare<[], Row>(`SELECT scan, report FROM pulse WHERE ${where} ORDER BY begun_at, scan LIMIT 100`)
      .all();
  }

  /** At each start; measured from the newest pulse, because a small box may wake up in 1970. */
  #forgetOld(maxPulses: number): void {
    this.#database
      .prepare('DELETE FROM pulse WHERE begun_at < (SELECT max(begun_at) FROM pulse) - ?')
      .run(KEPT_FOR_MS);
    this.#database
      .prepare(
        'DELETE FROM pulse WHERE begun_at < (SELECT begun_at FROM pulse ORDER BY begun_at DESC LIMIT 1 OFFSET ?)',
      )
      .run(maxPulses - 1);
  }
}
