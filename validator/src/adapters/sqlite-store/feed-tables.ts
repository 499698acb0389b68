import type { Database } from 'better-sqlite3';
import { millis } from '@tanglegate/core/clock';
import { admissionEntrySchema, type AdmissionEntry, type FeedHead } from '@tanglegate/core/mqtt/feed';
import type { Fact, RegisterEntry } from '@tanglegate/core/register/facts';
import type { ReportToKeep } from '../../ports/admission-store.ts';
import type { RegisterPosition } from '../../ports/register-store.ts';

interface FactRow {
  n: number;
  at: number;
  kind: 'admission' | 'refusal';
  fact: string;
}

function prepare(db: Database) {
  return {
    // json_object leaves out nothing: absent values come as null and are dropped when read.
    entries: db.prepare<[number, number], FactRow>(
      `SELECT n, at, CASE decision WHEN 'admit' THEN 'admission' ELSE 'refusal' END AS kind,
         json_object('ticket', ticket, 'event', event, 'tier', tier, 'zone', zone, 'door', door, 'scan', id,
           'direction', direction, 'entry', entry, 'flagged', flagged, 'reason', reason) AS fact
       FROM scans WHERE n > ? ORDER BY n LIMIT ?`,
    ),
    last: db.prepare<[], number | null>('SELECT max(n) FROM scans').pluck(),
    store: db.prepare<[], { admissions_feed: string; register_feed: string | null }>('SELECT * FROM store'),
    addReport: db.prepare(
      'INSERT OR IGNORE INTO gate_reports (door, scan, outcome, at, why, received_at) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    opened: db.prepare<[string, string]>(
      `UPDATE admissions SET opened = 1 FROM scans s
       WHERE s.door = ? AND s.id = ? AND s.other = '' AND s.decision = 'admit' AND admissions.ticket = s.ticket
         AND admissions.zone = s.zone AND admissions.entry = s.entry AND admissions.direction = s.direction`,
    ),
    have: db.prepare<[], number | null>('SELECT max(n) FROM register_entries').pluck(),
    register: db.prepare<[number, number], { n: number; at: number; fact: string }>(
      'SELECT n, at, fact FROM register_entries WHERE n > ? ORDER BY n LIMIT ?',
    ),
    forgetRegister: db.prepare('DELETE FROM register_entries'),
    followFeed: db.prepare<[string]>('UPDATE store SET register_feed = ?'),
    addEntry: db.prepare('INSERT OR IGNORE INTO register_entries (n, at, fact) VALUES (?, ?, ?)'),
  };
}

/** Both feeds, and what the gates reported. Every method runs inside a transaction that its caller opened. */
export class FeedTables {
  readonly #sql: ReturnType<typeof prepare>;

  constructor(db: Database) {
    this.#sql = prepare(db);
  }

  entriesAfter(after: number, limit: number): AdmissionEntry[] {
    return this.#sql.entries.all(after, limit).map(({ n, at, kind, fact }) => {
      const present = Object.entries(JSON.parse(fact) as Record<string, unknown>).filter(
        ([, value]) => value !== null,
      );
      return admissionEntrySchema.parse({ n, at, fact: { kind, ...Object.fromEntries(present) } });
    });
  }

  head(): FeedHead {
    return { feed: this.#store().admissions_feed, head: this.#sql.last.get() ?? 0 };
  }

  keepReport({ door, report, now }: ReportToKeep): void {
    const why = report.outcome === 'failed' ? report.why : null;
    this.#sql.addReport.run(door, report.scan, report.outcome, report.at, why, now);
    if (report.outcome === 'opened') this.#sql.opened.run(door, report.scan);
  }

  position(): RegisterPosition {
    const feed = this.#store().register_feed;
    return feed === null ? { have: 0 } : { feed, have: this.#sql.have.get() ?? 0 };
  }

  registerAfter(after: number, limit: number): RegisterEntry[] {
    // Written by appendRegister from parsed entries: not parsed a second time.
    return this.#sql.register
      .all(after, limit)
      .map(({ n, at, fact }) => ({ n, at: millis(at), fact: JSON.parse(fact) as Fact }));
  }

  appendRegister(feed: string, entries: readonly RegisterEntry[]): void {
    if (this.#store().register_feed !== feed) {
      this.#sql.forgetRegister.run();
      this.#sql.followFeed.run(feed);
    }
    for (const { n, at, fact } of entries) this.#sql.addEntry.run(n, at, JSON.stringify(fact));
  }

  #store(): { admissions_feed: string; register_feed: string | null } {
    const row = this.#sql.store.get();
    if (row === undefined) throw new Error('the store has lost its name');
    return row;
  }
}
