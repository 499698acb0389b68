import type { Hashing } from '../domain/object.ts';
import type { Chain, LedgerStore } from '../ports/ledger-store.ts';
import { openDatabase } from './database.ts';
import { sqliteCheckpoints } from './sqlite-checkpoints.ts';
import { sqliteCoins } from './sqlite-coins.ts';
import { sqliteTransactions } from './sqlite-transactions.ts';

/** The ledger in `<folder>/ledger.sqlite`. @throws TanglegateError as `openDatabase` does. */
export function openSqliteLedger(folder: string, hashing: Hashing): LedgerStore {
  const db = openDatabase(folder);
  const load = db.prepare<[], Chain>('SELECT identifier, genesis, faucet_key AS faucetKey FROM chain');
  const save = db.prepare(
    'INSERT INTO chain (one, identifier, genesis, faucet_key) VALUES (1, @identifier, @genesis, @faucetKey)',
  );
  let chain: Chain | undefined;
  const current = (): Chain | undefined => (chain ??= load.get());
  return {
    atomically: (work) => db.transaction(work)(),
    chain: current,
    saveChain: (made) => {
      save.run(made);
    },
    coins: sqliteCoins(db),
    transactions: sqliteTransactions({ db, hashing, chain: current }),
    checkpoints: sqliteCheckpoints(db),
    close: () => {
      db.close();
    },
  };
}
