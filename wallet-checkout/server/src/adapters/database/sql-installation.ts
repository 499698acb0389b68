import type { Kysely } from 'kysely';
import type { Millis } from '@tanglegate/core/clock';
import type { KeyId, OrganiserId } from '@tanglegate/core/ids';
import type { Database } from './database.ts';
import { appendChanged, keyFacts } from './register-changes.ts';
import { takeTurn } from './dialect.ts';
import { runTransaction } from './run-transaction.ts';

export interface Organiser {
  readonly id: OrganiserId;
  readonly name: string;
}

/** Made at first start; the name follows the settings. */
export async function ensureOrganiser(
  db: Kysely<Database>,
  { id, name }: Organiser,
  at: Millis,
): Promise<void> {
  await db
    .insertInto('organisers')
    .values({ id, name, created_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name }))
    .execute();
}

/** The key is known here, and becomes a fact at each of the organiser's venues that has not heard of it. */
export async function ensureSigningKey(
  db: Kysely<Database>,
  organiser: OrganiserId,
  key: { kid: KeyId; publicKey: string },
  at: Millis,
): Promise<void> {
  await runTransaction(db, async (transaction) => {
    await takeTurn(transaction, 'catalogue');
    await transaction
      .insertInto('signing_keys')
      .values({
        kid: key.kid,
        organiser_id: organiser,
        public_key: key.publicKey,
        added_at: at,
        revoked_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const facts = await keyFacts(transaction, organiser);
    const venues = await transaction
      .selectFrom('venues')
      .select('id')
      .where('organiser_id', '=', organiser)
      .execute();
    for (const venue of venues) await appendChanged(transaction, venue.id, facts, at);
  });
}
