import type { DutyLock } from '../../ports/duty.ts';
import { FOLLOWER_LOCK } from './dialect.ts';
import { openConnection, type OwnConnection } from './own-connection.ts';
import { unreachable } from './postgres-trouble.ts';

/** A SQLite file has one server (`lock-data.ts`): the duty is always its own. */
export const ownDuty: DutyLock = {
  tryTake: () =>
    Promise.resolve({ lost: new Promise<void>(() => undefined), giveBack: () => Promise.resolve() }),
  close: () => Promise.resolve(),
};

interface Taken {
  readonly mine: boolean;
}

/**
 * An advisory lock of PostgreSQL, on a connection of its own: it ends with that connection, so whoever dies holds it no longer.
 * It needs a session: a proxy between must not share connections among transactions.
 */
export function postgresDuty(url: string): DutyLock {
  let connection: OwnConnection | undefined;
  const drop = async (): Promise<void> => {
    const dropped = connection;
    connection = undefined;
    await dropped?.end();
  };
  return {
    async tryTake() {
      try {
        connection ??= await openConnection(url);
        const { client, lost } = connection;
        const { rows } = await client.query<Taken>(
          'select pg_try_advisory_lock($1::int, $2::int) as mine',
          FOLLOWER_LOCK.slice(),
        );
        return rows[0]?.mine === true ? { lost, giveBack: drop } : undefined;
      } catch (error) {
        await drop();
        throw unreachable(error);
      }
    },
    close: drop,
  };
}
