import { ticketIdSchema } from '@tanglegate/core/ids';
import { TanglegateError } from '@tanglegate/core/errors';
import type { Kysely } from 'kysely';
import type { Secrets } from '../../ports/secrets.ts';
import type { Database } from './database.ts';
import { dialectOf } from './dialect.ts';

const KEY = 'link-key-hash';
/** No ticket's: the id is not random. */
const PROBE = ticketIdSchema.parse('0'.repeat(32));

/**
 * Each checkout on one PostgreSQL makes the links of tickets from the `link-key` in its own data folder: with different ones, a ticket's
 * link would open at one checkout and not at the next. The database keeps a hash, from which nobody finds the key.
 * @throws TanglegateError `link-key-foreign`
 */
export async function ensureSameLinkKey(
  db: Kysely<Database>,
  secrets: Pick<Secrets, 'hash' | 'ticketSecret'>,
): Promise<void> {
  if (dialectOf(db) === 'sqlite') return; // The file lies beside its key.
  const value = secrets.hash(secrets.ticketSecret(PROBE));
  await db
    .insertInto('settings')
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const known = await db.selectFrom('settings').select('value').where('key', '=', KEY).executeTakeFirst();
  if (known?.value === value) return;
  throw new TanglegateError(
    'link-key-foreign',
    "Another checkout uses this database with another link-key: tickets' links would not open here. Copy link-key from its data folder into this one's, then start again.",
  );
}
