import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { Log } from '../../ports/log.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { namedTrouble, unreachable } from './postgres-trouble.ts';

export interface PostgresAccess {
  /** `postgres://user:password@host:port/database`: a secret. */
  readonly url: string;
  /** Connections at most. */
  readonly pool: number;
}

/** Milliseconds. A request that waits longer than this for the database is better told so. */
const CONNECT_MS = 5_000;
const STATEMENT_MS = 15_000;
const IDLE_IN_TRANSACTION_MS = 15_000;

/** PostgreSQL's BIGINT, which is what it counts in, as a number: none of ours leaves 2⁵³. Amounts are text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    type === pg.types.builtins.INT8
      ? Number
      : (pg.types.getTypeParser(type, format) as (text: string) => unknown), // The library's own types say `any`.
};

/** Of every connection, also of those beside the pool. */
export function connectionOptions(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'tanglegate-checkout',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types,
  };
}

/** What may be shown of where the database is: host and name, never who may enter it. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** A query that fails because the connection was lost says so by name, whichever it was. */
function namingClient(client: pg.PoolClient): PostgresPoolClient {
  let isLost = false;
  async function query(text: unknown, values?: unknown): Promise<unknown> {
    try {
      return await client.query(text as string, values as unknown[]); // As Kysely calls it: without a cursor, a text and its values.
    } catch (error) {
      const named = namedTrouble(error);
      isLost ||= named instanceof TanglegateError && named.code === 'database-unreachable';
      throw named;
    }
  }
  return {
    query: query as PostgresPoolClient['query'], // An overloaded function, of which cursors are not used.
    release: () => {
      client.release(isLost);
    },
  };
}

/** What Kysely needs of a pool. */
function namingPool(pool: pg.Pool): PostgresPool {
  return {
    async connect() {
      try {
        return namingClient(await pool.connect());
      } catch (error) {
        throw unreachable(error);
      }
    },
    end: () => pool.end(),
  };
}

function openPool({ url, pool: max }: PostgresAccess, log: Log): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOptions(url),
    max,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS + CONNECT_MS, // When not even the server's own answer to its limit arrives.
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  });
  const say = (error: Error): void => {
    log.warn({ error: error.message }, 'a connection to the database was lost; another is made when needed');
  };
  pool.on('error', say);
  // While a connection is lent out, the pool does not listen to it: without this, its loss would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * A pool of connections, and the tables brought up to date: who starts at the same moment waits for whoever is at it.
 * @throws TanglegateError `database-unreachable`, `database-unreadable`, `database-not-migrated`
 */
export async function openPostgres(access: PostgresAccess, log: Log): Promise<Kysely<Database>> {
  const pool = openPool(access, log);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: namingPool(pool) }) });
  try {
    await pool.query('select 1').catch((cause: unknown) => {
      throw cannotOpen(access.url, cause);
    });
    await migrate(db, 'postgres');
    return db;
  } catch (error) {
    await pool.end(); // Kysely ends only a pool that it has used.
    throw error;
  }
}

function cannotOpen(url: string, cause: unknown): TanglegateError {
  const place = placeOf(url);
  if (namedTrouble(cause) !== cause)
    return new TanglegateError(
      'database-unreachable',
      `The database ${place} does not answer (${whyOf(cause)}). Start it, or correct TANGLEGATE_DATABASE_URL.`,
      { cause },
    );
  return new TanglegateError(
    'database-unreadable',
    `The database ${place} lets nobody in (${whyOf(cause)}). Make the user and the database, or correct TANGLEGATE_DATABASE_URL.`,
    { cause },
  );
}

/** Several addresses of one name that all failed have no words of their own. */
function whyOf(cause: unknown): string {
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  return messageOf(first);
}
