import type { Hashing } from '../domain/object.ts';
import type { Outcome } from '../domain/outcome.ts';
import { systemOutcome } from '../domain/system-transaction.ts';
import type {
  Chain,
  ExecutedTransaction,
  TransactionFilter,
  TransactionStore,
} from '../ports/ledger-store.ts';
import type { Database } from './database.ts';

interface TransactionRow {
  number: number;
  digest: string;
  kind: ExecutedTransaction['kind'];
  checkpoint: number | null;
  bytes: Buffer | null;
  signatures: string | null;
  outcome: string | null;
  timestamp: number | null;
  epoch: number | null;
}

export interface TransactionStoreDeps {
  readonly db: Database;
  readonly hashing: Hashing;
  readonly chain: () => Chain | undefined;
}

export function sqliteTransactions(deps: TransactionStoreDeps): TransactionStore {
  const { db } = deps;
  const find = db.prepare<{ digest: string; upTo: number }, TransactionRow>(
    `SELECT t.number, t.digest, t.kind, t.checkpoint, t.bytes, t.signatures, t.outcome, c.timestamp, c.epoch
     FROM transactions t LEFT JOIN checkpoints c ON c.sequence = t.checkpoint
     WHERE t.digest = @digest AND t.number <= @upTo`,
  );
  const insert = db.prepare(
    'INSERT INTO transactions (digest, kind, bytes, signatures, outcome) VALUES (@digest, @kind, @bytes, @signatures, @outcome)',
  );
  const index = db.prepare(
    'INSERT OR IGNORE INTO transaction_addresses (role, address, number) VALUES (@role, @address, @number)',
  );
  const pending = db.prepare<[], { digest: string; outcome: string }>(
    'SELECT digest, outcome FROM transactions WHERE checkpoint IS NULL ORDER BY number',
  );
  const last = db.prepare<[], { last: number | null }>('SELECT MAX(number) AS last FROM transactions');
  const page = pageReader(db);
  return {
    find: (digest, upTo) => {
      const row = find.get({ digest, upTo });
      return row && executed(row, deps);
    },
    page,
    append({ digest, kind, bytes, signatures, outcome }, from, to) {
      const row = { digest, kind, bytes, signatures: JSON.stringify(signatures), outcome: toText(outcome) };
      const number = Number(insert.run(row).lastInsertRowid);
      if (from !== undefined) index.run({ role: 'from', address: from, number });
      for (const address of to) index.run({ role: 'to', address, number });
      return number;
    },
    pending: () => pending.all().map(({ digest, outcome }) => ({ digest, outcome: fromText(outcome) })),
    lastNumber: () => last.get()?.last ?? 0,
  };
}

function executed(row: TransactionRow, { hashing, chain }: TransactionStoreDeps): ExecutedTransaction {
  return {
    number: row.number,
    digest: row.digest,
    kind: row.kind,
    bytes: row.bytes ?? new Uint8Array(),
    // Written by append, and by nothing else.
    signatures: JSON.parse(row.signatures ?? '[]') as string[],
    outcome: row.outcome === null ? derived(row, hashing, chain()) : fromText(row.outcome),
    checkpoint: row.checkpoint ?? undefined,
    timestamp: row.timestamp ?? undefined,
  };
}

/** A system transaction's outcome follows from its checkpoint's number: idle checkpoints must not fill the disk. */
function derived(row: TransactionRow, hashing: Hashing, chain: Chain | undefined): Outcome {
  if (!chain || row.checkpoint === null || row.kind === 'payment' || row.kind === 'genesis') {
    throw new Error(`transaction ${row.digest} has lost its outcome`);
  }
  const system = {
    kind: row.kind,
    chain: chain.identifier,
    checkpoint: row.checkpoint,
    epoch: row.epoch ?? 0,
  };
  return systemOutcome(system, chain.genesis, hashing);
}

function pageReader(db: Database): TransactionStore['page'] {
  const sources: Record<TransactionFilter['kind'], string> = {
    all: 'FROM transactions WHERE TRUE',
    to: "FROM transaction_addresses JOIN transactions USING (number) WHERE role = 'to' AND address = @key",
    from: "FROM transaction_addresses JOIN transactions USING (number) WHERE role = 'from' AND address = @key",
    checkpoint: 'FROM transactions WHERE checkpoint = @key',
  };
  const statements = new Map(
    Object.entries(sources).flatMap(([kind, source]) =>
      [false, true].map((descending) => [
        `${kind} ${descending}`,
        db.prepare<object, { digest: string }>(
          `SELECT digest ${source} AND number <= @upTo AND number ${descending ? '<' : '>'} @after
           ORDER BY number ${descending ? 'DESC' : ''} LIMIT @limit`,
        ),
      ]),
    ),
  );
  return ({ filter, after, limit, descending, upTo }) => {
    const start = descending ? Number.MAX_SAFE_INTEGER : 0;
    const rows = statements.get(`${filter.kind} ${descending}`)?.all({
      key: filter.kind === 'checkpoint' ? filter.sequence : filter.kind === 'all' ? null : filter.address,
      after: after ?? start,
      limit,
      upTo,
    });
    return (rows ?? []).map((row) => row.digest);
  };
}

/** JSON with integers of any size, as digits and an n. */
function toText(outcome: Outcome): string {
  return JSON.stringify(outcome, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

function fromText(text: string): Outcome {
  // Written by toText, and by nothing else.
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
  ) as Outcome;
}
