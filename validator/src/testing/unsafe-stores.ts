import SQLite from 'better-sqlite3';
import type { DoorId, ScanId } from '@tanglegate/core/ids';
import type { ScanToDecide } from '../domain/finding.ts';
import { NO_PAST, settleScan, type Passage, type Past } from '../domain/settle-scan.ts';
import type { AdmissionStore } from '../ports/admission-store.ts';
import type { StoreUnderTest } from './admission-store-contract.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The table without its guard: nothing unique. */
function openTable(file: string) {
  const db = new SQLite(file);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE IF NOT EXISTS scans (door TEXT, id TEXT, ticket TEXT, passage TEXT)');
  const past = db.prepare<[string], { passage: string }>(
    'SELECT passage FROM scans WHERE ticket = ? AND passage IS NOT NULL',
  );
  const add = db.prepare('INSERT INTO scans VALUES (?, ?, ?, ?)');
  const has = db.prepare('SELECT 1 FROM scans WHERE door = ? AND id = ?');
  return {
    past: (ticket: string): Past => ({
      passages: past.all(ticket).map((row) => JSON.parse(row.passage) as Passage),
    }),
    add: (scan: ScanToDecide, passage: Passage | undefined): void => {
      // Closed in between is what a crash looks like.
      if (!db.open) return;
      add.run(scan.door, scan.id, ticketOf(scan), passage === undefined ? null : JSON.stringify(passage));
    },
    has: (door: DoorId, id: ScanId): boolean => has.get(door, id) !== undefined,
    close: (): void => {
      db.close();
    },
  };
}

const ticketOf = ({ ruling }: ScanToDecide): string => (ruling.kind === 'use' ? ruling.ticket : '');

function decide(scan: ScanToDecide, past: Past): { text: string; made: Passage | undefined } {
  const { finding, passage } = settleScan(scan, past);
  const { door, doorName, now: at } = scan;
  const made = passage?.isNew === true ? { ...passage, at, door, doorName, opened: false } : undefined;
  return { text: JSON.stringify(finding), made };
}

const others: Omit<AdmissionStore, 'decide'> = {
  keepReport: () => Promise.resolve(),
  entriesAfter: () => Promise.resolve([]),
  head: () => Promise.resolve({ feed: '0'.repeat(16), head: 0 }),
};

interface Unsafe extends StoreUnderTest {
  close(): void;
}

function under(file: string, open: (table: ReturnType<typeof openTable>) => AdmissionStore): Unsafe {
  const tables: ReturnType<typeof openTable>[] = [];
  const make = (): AdmissionStore => {
    const table = openTable(file);
    tables.push(table);
    return open(table);
  };
  const store = make();
  return {
    store,
    isCommitted: (door, id) => tables[0]?.has(door, id) === true,
    openAnother: () => Promise.resolve(make()),
    restart: () => Promise.resolve(make()),
    close() {
      for (const table of tables) table.close();
    },
  };
}

/** Decides in order, but tells the verdict before it is written. */
export function hastyStore(file: string): Unsafe {
  const remembered = new Map<string, Passage>();
  return under(file, (table) => ({
    ...others,
    decide(scan) {
      const known = remembered.get(ticketOf(scan));
      const { text, made } = decide(scan, known === undefined ? NO_PAST : { passages: [known] });
      if (made !== undefined) remembered.set(ticketOf(scan), made);
      void turn().then(() => {
        table.add(scan, made);
      });
      return Promise.resolve(text);
    },
  }));
}

/** Writes before it tells, but looks and writes in two steps, with nothing to stop a second writer in between. */
export function racingStore(file: string): Unsafe {
  return under(file, (table) => ({
    ...others,
    async decide(scan) {
      const past = table.past(ticketOf(scan));
      await turn();
      const { text, made } = decide(scan, past);
      table.add(scan, made);
      return text;
    },
  }));
}
