import { millis } from '@tanglegate/core/clock';
import { organiserIdSchema } from '@tanglegate/core/ids';
import { pino } from 'pino';
import { sqlStore } from '../adapters/database/sql-store.ts';
import { openDatabase } from '../compose-database.ts';

/**
 * For a test: a process that takes addresses until there is none, and prints each after its commit.
 * Arguments: the data folder, `guarded` or `unguarded`, and PostgreSQL's URL, if it is there.
 */
const [folder = '', how, url] = process.argv.slice(2);
const database = url === undefined ? {} : { database: { url, pool: 4 } };
const organiser = organiserIdSchema.parse('main');
const db = await openDatabase({ dataFolder: folder, ...database }, pino({ level: 'silent' }));
const store = sqlStore(db, { ledger: 'rebased' });

/** As one would write it without thinking of others: look, then take. */
async function takeUnguarded(): Promise<string | undefined> {
  const next = await db
    .selectFrom('address_pool')
    .select(['idx', 'address'])
    .where('handed_out_at', 'is', null)
    .orderBy('idx')
    .limit(1)
    .executeTakeFirst();
  if (next === undefined) return undefined;
  await new Promise((resolve) => setImmediate(resolve));
  await db
    .updateTable('address_pool')
    .set({ handed_out_at: millis(1) })
    .where('idx', '=', next.idx)
    .execute();
  return next.address;
}

const take = (): Promise<string | undefined> =>
  how === 'unguarded'
    ? takeUnguarded()
    : store.transaction(({ addresses }) => addresses.handOut(organiser, millis(1)));

process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
for (;;) {
  const taken = await Promise.all([take(), take(), take()]);
  for (const address of taken) if (address !== undefined) process.stdout.write(`${address}\n`);
  if (taken.includes(undefined)) break;
}
await db.destroy();
process.exit(0);
