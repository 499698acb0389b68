import type { Millis } from '@tanglegate/core/clock';
import type { OrganiserId, VenueId } from '@tanglegate/core/ids';
import type { Fact } from '@tanglegate/core/register/facts';
import { keyOfFact } from '../../domain/register.ts';
import type { Db } from './database.ts';
import { registerWriter } from './register-writer.ts';

async function latestFact(db: Db, venue: VenueId, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('register_entries')
    .select('fact')
    .where('venue_id', '=', venue)
    .where('fact_key', '=', key)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.fact;
}

/** Writes the facts that differ from the last ones of their key. @returns how many there were */
export async function appendChanged(
  db: Db,
  venue: VenueId,
  facts: readonly Fact[],
  at: Millis,
): Promise<number> {
  const changed: Fact[] = [];
  for (const fact of facts) {
    const latest = await latestFact(db, venue, keyOfFact(fact));
    if (latest !== JSON.stringify(fact)) changed.push(fact);
  }
  await registerWriter(db).append(venue, changed, at);
  return changed.length;
}

/** Every key that the organiser ever signed with, and the end of those that ended. */
export async function keyFacts(db: Db, organiser: OrganiserId): Promise<Fact[]> {
  const keys = await db
    .selectFrom('signing_keys')
    .selectAll()
    .where('organiser_id', '=', organiser)
    .orderBy('added_at')
    .execute();
  return keys.map((key) =>
    key.revoked_at === null
      ? { kind: 'key-added', kid: key.kid, alg: 'EdDSA', publicKey: key.public_key, organiser }
      : { kind: 'key-revoked', kid: key.kid },
  );
}
