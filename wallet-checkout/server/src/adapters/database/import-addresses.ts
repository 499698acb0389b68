import type { Kysely } from 'kysely';
import type { Millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { AddressImport, ImportedAddresses, SignedList } from '../../ports/address-pool.ts';
import { sqlAddressPool } from './address-repository.ts';
import type { Database, Db } from './database.ts';
import { takeTurn } from './dialect.ts';
import { runTransaction } from './run-transaction.ts';

/** Well below the number of parameters that a statement may have, on any dialect. */
const ROWS_AT_ONCE = 400;

const keyOf = (organiser: OrganiserId): string => `address-list-key:${organiser}`;

async function findKey(db: Db, organiser: OrganiserId): Promise<string | undefined> {
  const query = db.selectFrom('settings').select('value').where('key', '=', keyOf(organiser));
  return (await query.executeTakeFirst())?.value;
}

/** Trust on first use: whoever can import first can decide where money goes anyway. */
async function refuseForeign(db: Db, { organiser, publicKey }: SignedList, isEmpty: boolean): Promise<void> {
  const known = await findKey(db, organiser);
  if (known === undefined && !isEmpty)
    throw new TanglegateError(
      'pool-is-demo',
      "This data folder's addresses come from a development mnemonic. Import into a new folder (TANGLEGATE_DATA), with TANGLEGATE_DEV_POOL=0.",
    );
  if (known === undefined || known === publicKey) return;
  throw new TanglegateError(
    'address-list-foreign',
    'This list is signed with another key than the first one here: it was derived from another mnemonic. Nothing was added.',
  );
}

/** What the list says of addresses that are in the pool already must be what the pool says. @returns how many they are */
async function refuseConflict(db: Db, { organiser, addresses }: SignedList): Promise<number> {
  let known = 0;
  for (let i = 0; i < addresses.length; i += ROWS_AT_ONCE) {
    const some = addresses.slice(i, i + ROWS_AT_ONCE);
    const [first, last] = [some[0]?.index ?? 0, some.at(-1)?.index ?? 0];
    const rows = await db
      .selectFrom('address_pool')
      .select(['organiser_id', 'idx', 'address'])
      .where((eb) =>
        eb.or([
          eb.and([eb('organiser_id', '=', organiser), eb('idx', '>=', first), eb('idx', '<=', last)]),
          eb(
            'address',
            'in',
            some.map(({ address }) => address),
          ),
        ]),
      )
      .execute();
    const listed = new Map(some.map(({ index, address }) => [index, address]));
    for (const { organiser_id, idx, address } of rows) {
      if (organiser_id === organiser && listed.get(idx) === address) continue;
      throw new TanglegateError(
        'address-list-conflict',
        `This list and the pool disagree about index ${idx}: they come from different mnemonics, or the list is damaged. Nothing was added.`,
      );
    }
    known += rows.length;
  }
  return known;
}

function refuseGap({ addresses }: SignedList, nextIndex: number, isEmpty: boolean): void {
  const from = addresses[0]?.index ?? 0;
  if (isEmpty || from <= nextIndex) return;
  throw new TanglegateError(
    'address-list-gap',
    `This list begins at index ${from}, and the pool ends before ${nextIndex}: derive the missing ones with --from ${nextIndex}. Nothing was added.`,
  );
}

async function importList(db: Db, list: SignedList, at: Millis): Promise<ImportedAddresses> {
  const { organiser, publicKey, addresses } = list;
  await takeTurn(db, 'pool');
  const pool = sqlAddressPool(db);
  const { nextIndex, left } = await pool.level(organiser);
  const isEmpty = nextIndex === 0;
  await refuseForeign(db, list, isEmpty);
  refuseGap(list, nextIndex, isEmpty);
  const known = await refuseConflict(db, list);
  let added = 0;
  for (let i = 0; i < addresses.length; i += ROWS_AT_ONCE) {
    const some = addresses.slice(i, i + ROWS_AT_ONCE);
    added += await pool.add(
      some.map((entry) => ({ organiser, ...entry })),
      at,
    );
  }
  const key = db.insertInto('settings').values({ key: keyOf(organiser), value: publicKey });
  await key.onConflict((conflict) => conflict.doNothing()).execute();
  const level = await pool.level(organiser);
  const [from, to] = [addresses[0]?.index ?? 0, addresses.at(-1)?.index ?? 0];
  return { added, known, skipped: added - (level.left - left), from, to, left: level.left, isFirst: isEmpty };
}

export function sqlAddressImport(db: Kysely<Database>): AddressImport {
  return {
    importList: (list, at) => runTransaction(db, (transaction) => importList(transaction, list, at)),
    hasOwnList: async (organiser) => (await findKey(db, organiser)) !== undefined,
  };
}
