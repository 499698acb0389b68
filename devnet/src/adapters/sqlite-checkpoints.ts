import type { Checkpoint } from '../domain/checkpoint.ts';
import type { CheckpointStore } from '../ports/ledger-store.ts';
import type { Database } from './database.ts';

interface CheckpointRow {
  sequence: number;
  digest: string;
  previous: string | null;
  epoch: number;
  timestamp: number;
  so_far: number;
  gas: string;
  ends_epoch: number;
}

export function sqliteCheckpoints(db: Database): CheckpointStore {
  const bySequence = db.prepare<[number], CheckpointRow>('SELECT * FROM checkpoints WHERE sequence = ?');
  const byDigest = db.prepare<[string], CheckpointRow>('SELECT * FROM checkpoints WHERE digest = ?');
  const tip = db.prepare<[], CheckpointRow>('SELECT * FROM checkpoints ORDER BY sequence DESC LIMIT 1');
  const contents = db.prepare<[number], { digest: string }>(
    `SELECT digest FROM transactions WHERE checkpoint = ?
     ORDER BY CASE kind WHEN 'prologue' THEN 0 WHEN 'epoch-change' THEN 2 ELSE 1 END, number`,
  );
  const insert = db.prepare(
    `INSERT INTO checkpoints (sequence, digest, previous, epoch, timestamp, so_far, gas, ends_epoch)
     VALUES (@sequence, @digest, @previous, @epoch, @timestamp, @soFar, @gas, @endsEpoch)`,
  );
  const fill = db.prepare('UPDATE transactions SET checkpoint = @sequence WHERE checkpoint IS NULL');
  const system = db.prepare(
    'INSERT INTO transactions (digest, kind, checkpoint) VALUES (@digest, @kind, @sequence)',
  );
  const read = (row: CheckpointRow | undefined): Checkpoint | undefined =>
    row && known(row, contents.all(row.sequence));
  return {
    find: (sequence) => read(bySequence.get(sequence)),
    findByDigest: (digest) => read(byDigest.get(digest)),
    tip: () => read(tip.get()),
    append(checkpoint, systemTransactions) {
      const { sequence } = checkpoint;
      insert.run(toRow(checkpoint));
      fill.run({ sequence });
      for (const { digest, kind } of systemTransactions) system.run({ digest, kind, sequence });
    },
    prune: pruner(db),
  };
}

function pruner(db: Database): CheckpointStore['prune'] {
  const last = db.prepare<[number], { last: number | null }>(
    `SELECT MAX(number) AS last FROM transactions WHERE checkpoint =
       (SELECT MAX(checkpoint) FROM transactions WHERE checkpoint < ?)`,
  );
  const steps = [
    'DELETE FROM old_coins WHERE ended <= @last',
    'DELETE FROM transaction_addresses WHERE number IN (SELECT number FROM transactions WHERE checkpoint > 0 AND checkpoint < @sequence)',
    'DELETE FROM transactions WHERE checkpoint > 0 AND checkpoint < @sequence',
    'DELETE FROM checkpoints WHERE sequence > 0 AND sequence < @sequence',
  ].map((sql) => db.prepare(sql));
  return (sequence) => {
    const bounds = { sequence, last: last.get(sequence)?.last ?? 0 };
    for (const step of steps) step.run(bounds);
  };
}

function known(row: CheckpointRow, transactions: readonly { digest: string }[]): Checkpoint {
  const [computation = '0', burned = '0', storage = '0', rebate = '0'] = row.gas.split(' ');
  return {
    sequence: row.sequence,
    digest: row.digest,
    previousDigest: row.previous ?? undefined,
    epoch: row.epoch,
    timestamp: row.timestamp,
    transactionsSoFar: row.so_far,
    gasSoFar: {
      computation: BigInt(computation),
      burned: BigInt(burned),
      storage: BigInt(storage),
      rebate: BigInt(rebate),
    },
    endsEpoch: row.ends_epoch === 1,
    transactions: transactions.map(({ digest }) => digest),
  };
}

function toRow(checkpoint: Checkpoint): object {
  const { computation, burned, storage, rebate } = checkpoint.gasSoFar;
  return {
    sequence: checkpoint.sequence,
    digest: checkpoint.digest,
    previous: checkpoint.previousDigest ?? null,
    epoch: checkpoint.epoch,
    timestamp: checkpoint.timestamp,
    soFar: checkpoint.transactionsSoFar,
    gas: [computation, burned, storage, rebate].join(' '),
    endsEpoch: checkpoint.endsEpoch ? 1 : 0,
  };
}
