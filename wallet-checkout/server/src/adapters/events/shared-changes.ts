import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { messageOf } from '@tanglegate/core/errors';
import { orderIdSchema } from '@tanglegate/core/ids';
import { z } from 'zod';
import type { ChangeMap, Changes } from '../../ports/changes.ts';
import type { Log } from '../../ports/log.ts';
import type { Database } from '../database/database.ts';
import { openConnection, type OwnConnection } from '../database/own-connection.ts';

const CHANNEL = 'tanglegate_changes';
const RECONNECT_MS = 1_000;

const bare = ['register', 'catalogue', 'doors', 'readers', 'money', 'ledger'] as const;
/** From whom, what, and of which order. */
const newsSchema = z.union([
  z.tuple([z.string(), z.literal('order'), orderIdSchema]),
  z.tuple([z.string(), z.enum(bare)]),
]);

export interface SharedChanges extends Changes {
  start(): void;
  stop(): Promise<void>;
}

/** Sends what was told in one turn of the event loop with one statement, each thing once. */
function sender(db: Kysely<Database>, log: Log): (news: string) => void {
  const waiting = new Set<string>();
  async function send(): Promise<void> {
    const all = [...waiting];
    waiting.clear();
    await sql`select pg_notify(${CHANNEL}, news) from unnest(${all}::text[]) as news`.execute(db);
  }
  return (news) => {
    if (waiting.size === 0)
      setImmediate(() => {
        send().catch((error: unknown) => {
          log.warn({ error: messageOf(error) }, 'other checkouts were not told of a change');
        });
      });
    waiting.add(news);
  };
}

function parsed(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function takeNews(hub: Changes, me: string, text: string | undefined, log: Log): void {
  const read = newsSchema.safeParse(parsed(text));
  if (!read.success) {
    log.warn({}, 'another checkout tells of a change that is not known here: is it of another version?');
    return;
  }
  const [from, kind, order] = read.data;
  if (from === me) return;
  if (order === undefined)
    hub.tell(kind as (typeof bare)[number], undefined); // Only an order's news has a third part.
  else hub.tell('order', order);
}

/** What may have been missed while nobody listened: whatever is watched is read anew. */
const watchedThings: readonly (keyof ChangeMap)[] = ['register', 'catalogue', 'ledger'];

/**
 * Changes of all checkouts on one PostgreSQL, by NOTIFY: a page that is open here hears of the payment that another has followed.
 * Nothing depends on it but how soon: all of it is in the database.
 */
export function sharedChanges(
  hub: Changes,
  { db, url, log }: { readonly db: Kysely<Database>; readonly url: string; readonly log: Log },
): SharedChanges {
  const me = randomUUID();
  const send = sender(db, log);
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  let running: Promise<void> = Promise.resolve();

  async function listen(): Promise<void> {
    const connection: OwnConnection = await openConnection(url);
    connection.client.on('notification', ({ payload }) => {
      takeNews(hub, me, payload, log);
    });
    try {
      await connection.client.query(`listen ${CHANNEL}`);
      for (const thing of watchedThings) hub.tell(thing, undefined);
      await Promise.race([connection.lost, stopped]);
    } finally {
      await connection.end();
    }
  }
  async function run(): Promise<void> {
    let isSaid = false;
    while (!stopping.signal.aborted) {
      try {
        await listen();
        isSaid = false;
      } catch (error) {
        if (!isSaid)
          log.warn(
            { error: messageOf(error) },
            'changes of other checkouts are not heard; it is tried again',
          );
        isSaid = true;
      }
      await wait(RECONNECT_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  return {
    tell(kind, about) {
      hub.tell(kind, about);
      if (!stopping.signal.aborted)
        send(JSON.stringify(about === undefined ? [me, kind] : [me, kind, about]));
    },
    on: (kind, listener) => hub.on(kind, listener),
    start: () => {
      running = run();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
