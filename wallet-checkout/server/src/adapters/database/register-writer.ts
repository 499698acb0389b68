import { keyOfFact } from '../../domain/register.ts';
import type { RegisterWriter } from '../../ports/store.ts';
import type { Db } from './database.ts';

export function registerWriter(db: Db): RegisterWriter {
  return {
    async append(venue, facts, at) {
      if (facts.length === 0) return;
      const rows = facts.map((fact) => ({
        venue_id: venue,
        n: null,
        at,
        fact_key: keyOfFact(fact),
        fact: JSON.stringify(fact),
      }));
      await db.insertInto('register_entries').values(rows).execute();
    },
  };
}
