import pg from 'pg';
import { connectionOptions } from './open-postgres.ts';
import { unreachable } from './postgres-trouble.ts';

/** Beside the pool: for what lasts as long as its connection, a lock or a subscription. */
export interface OwnConnection {
  readonly client: pg.Client;
  /** Resolves when the connection is gone, or has not answered for some seconds. */
  readonly lost: Promise<void>;
  end(): Promise<void>;
}

const ASK_EVERY_MS = 1_000;
const ANSWER_MS = 3_000;
/**
 * When this machine dies without a word, the server has to notice too, or the lock stays taken: it asks after five quiet seconds, every
 * two seconds, and gives up after three times.
 */
const SERVER_ASKS =
  'set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3';

/** @throws TanglegateError `database-unreachable` */
export async function openConnection(url: string): Promise<OwnConnection> {
  const client = new pg.Client({ ...connectionOptions(url), query_timeout: ANSWER_MS });
  let asking: NodeJS.Timeout | undefined;
  const lost = new Promise<void>((resolve) => {
    const lose = (): void => {
      clearInterval(asking);
      resolve();
    };
    client.on('error', lose);
    client.on('end', lose);
    asking = setInterval(() => {
      client.query('select 1').catch(lose);
    }, ASK_EVERY_MS);
  });
  const end = async (): Promise<void> => {
    clearInterval(asking);
    await client.end().catch(() => undefined); // Lost is ended as well.
  };
  try {
    await client.connect();
    await client.query(SERVER_ASKS);
    return { client, lost, end };
  } catch (error) {
    await end();
    throw unreachable(error);
  }
}
