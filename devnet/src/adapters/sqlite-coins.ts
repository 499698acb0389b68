import { BOX, boxOf } from '../domain/coin-type.ts';
import type { Address, Coin, Owner } from '../domain/object.ts';
import type { CoinPage, CoinStore } from '../ports/ledger-store.ts';
import type { Database } from './database.ts';

interface CoinRow {
  id: string;
  version: number;
  digest: string;
  owner: string;
  coin_type: string;
  balance: string;
  previous: string;
  rebate: string;
}

const columns = 'id, version, digest, owner, coin_type, balance, previous, rebate';
const stillThere = 'since <= @upTo AND ended > @upTo';

export function sqliteCoins(db: Database): CoinStore {
  const find = db.prepare<{ id: string; upTo: number }, CoinRow>(
    `SELECT ${columns} FROM coins WHERE id = @id AND since <= @upTo
     UNION ALL SELECT ${columns} FROM old_coins WHERE id = @id AND ${stillThere}`,
  );
  const deleted = db.prepare<{ id: string; upTo: number }, { deleted_at: number }>(
    'SELECT deleted_at FROM old_coins WHERE id = @id AND deleted_at IS NOT NULL AND ended <= @upTo',
  );
  const version = db.prepare<{ id: string; version: number }, CoinRow>(
    `SELECT ${columns} FROM coins WHERE id = @id AND version = @version
     UNION ALL SELECT ${columns} FROM old_coins WHERE id = @id AND version = @version`,
  );
  const bury = db.prepare(
    `INSERT INTO old_coins SELECT ${columns}, since, @number, @deletedAt FROM coins WHERE id = @id`,
  );
  const remove = db.prepare('DELETE FROM coins WHERE id = @id');
  const put = db.prepare(
    `INSERT INTO coins (${columns}, since)
     VALUES (@id, @version, @digest, @owner, @coinType, @balance, @previousTransaction, @storageRebate, @since)`,
  );
  const every = db.prepare<[string, string], { balance: string; rebate: string; mine: number }>(
    'SELECT balance, rebate, coin_type IN (?, ?) AS mine FROM coins',
  );
  const page = pageReader(db);
  return {
    find: (id, upTo) => toCoin(find.get({ id, upTo })),
    deletedAt: (id, upTo) => deleted.get({ id, upTo })?.deleted_at,
    findVersion: (id, wanted) => toCoin(version.get({ id, version: wanted })),
    page,
    apply(number, written, gone, deletedAt) {
      const end = (id: Address, at: number | null): void => {
        bury.run({ id, number, deletedAt: at });
        remove.run({ id });
      };
      for (const id of gone) end(id, deletedAt);
      for (const coin of written) {
        end(coin.id, null);
        put.run(toRow(coin, number));
      }
    },
    totals(coinType) {
      let [balance, rebates] = [0n, 0n];
      for (const row of every.iterate(coinType, boxOf(coinType))) {
        if (row.mine) balance += BigInt(row.balance);
        rebates += BigInt(row.rebate);
      }
      return { balance, rebates };
    },
  };
}

function pageReader(db: Database): (page: CoinPage) => Coin[] {
  const select = (ofType: string): string => {
    const mine = `owner = @owner ${ofType} AND (coin_type, id) > (@afterType, @afterId)`;
    return `SELECT ${columns} FROM coins WHERE ${mine} AND since <= @upTo
      UNION ALL SELECT ${columns} FROM old_coins WHERE ${mine} AND ${stillThere}
      ORDER BY coin_type, id LIMIT @limit`;
  };
  const all = db.prepare<object, CoinRow>(select(`AND coin_type NOT LIKE '${BOX}%'`));
  const ofType = db.prepare<object, CoinRow>(select('AND coin_type = @coinType'));
  return ({ owner, coinType, after, limit, upTo }) => {
    const parameters = {
      owner: JSON.stringify({ AddressOwner: owner }),
      afterType: after?.coinType ?? '',
      afterId: after?.id ?? '',
      limit,
      upTo,
    };
    const rows = coinType === undefined ? all.all(parameters) : ofType.all({ ...parameters, coinType });
    return rows.map(known);
  };
}

function toCoin(row: CoinRow | undefined): Coin | undefined {
  return row && known(row);
}

function known(row: CoinRow): Coin {
  return {
    id: row.id,
    version: row.version,
    digest: row.digest,
    owner: JSON.parse(row.owner) as Owner, // Written by toRow, and by nothing else.
    coinType: row.coin_type,
    balance: BigInt(row.balance),
    previousTransaction: row.previous,
    storageRebate: BigInt(row.rebate),
  };
}

function toRow(coin: Coin, since: number): object {
  return {
    ...coin,
    owner: JSON.stringify(coin.owner),
    balance: coin.balance.toString(),
    storageRebate: coin.storageRebate.toString(),
    since,
  };
}
