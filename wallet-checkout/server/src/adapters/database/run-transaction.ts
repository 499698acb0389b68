import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from './database.ts';
import { isWorthAnotherTry } from './postgres-trouble.ts';

export type Work<T> = (transaction: Transaction<Database>) => Promise<T>;
export type RunTransaction = <T>(work: Work<T>) => Promise<T>;

const TRIES = 5;
const LONGEST_PAUSE_MS = 50;

/**
 * A transaction that PostgreSQL ended for another's sake (a deadlock: both waited for each other) is begun anew, a few times. `work` may
 * run more than once, then: it does nothing outside its transaction.
 */
export async function runTransaction<T>(db: Kysely<Database>, work: Work<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (tries >= TRIES || !isWorthAnotherTry(error)) throw error;
      await wait(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}
