import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import { Aedes, type AedesOptions, type AuthenticateError, type Client } from 'aedes';
import type { Logger } from 'pino';
import { sessionIdOf } from '../domain/credential.ts';
import type { ConnectRequest, LogInClient } from '../ports/log-in.ts';
import { MAX_WAITING_BYTES } from '../domain/limits.ts';
import { GuardedConnection } from './guarded-connection.ts';
import type { RefusalLog } from './refusal-log.ts';
import { RightsGuard, type Session } from './rights-guard.ts';

const LOOK_FOR_STUCK_EVERY_MS = 100;

const OPTIONS = {
  connectTimeout: 5_000,
  /** A subscriber that takes nothing holds up every publisher for so long, then it is cut off. */
  drainTimeout: 1_500,
  /**
   * No queue in Aedes' emitter: it is emptied by recursion, and a few thousand messages that waited for one stuck subscriber overflow the
   * stack and end the process. Each subscriber's own connection is the queue; `MAX_WAITING_BYTES` bounds it.
   */
  concurrency: 0,
  /** Packets sent ahead of CONNACK. */
  queueLimit: 20,
  maxInflightInbound: 20,
  maxTopicLevels: 20,
} satisfies AedesOptions;

interface Parts {
  readonly logIn: LogInClient;
  readonly refusals: RefusalLog;
  readonly log: Logger;
  /** All together. */
  readonly maxConnections: number;
}

/** Aedes, with everything it leaves open closed in front of it: the packet checks, log-in, rights, and bounds. */
export class AedesBroker {
  readonly #aedes: Aedes;
  readonly #parts: Parts;
  readonly #guard: RightsGuard;
  readonly #connections = new Set<GuardedConnection>();
  /** Weak, and kept past the connection's end: that is when a last will asks for its right. */
  readonly #sessions = new WeakMap<Client, Session>();
  readonly #wills = new WeakMap<Client, NonNullable<ConnectRequest['will']>>();
  readonly #live = new Map<Client, string>();
  #watch: NodeJS.Timeout | undefined;

  static async create(parts: Parts): Promise<AedesBroker> {
    const broker = new AedesBroker(parts);
    await broker.#aedes.listen();
    return broker;
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#guard = new RightsGuard(parts);
    this.#aedes = new Aedes({ ...OPTIONS, ...this.#handlers() });
    this.#aedes.on('clientError', (client, error) => {
      parts.log.debug({ client: client.id, reason: error.message }, 'connection closed');
    });
    const events: EventEmitter = this.#aedes; // Its types forget this event, which it emits when its store fails.
    events.on('error', (error: unknown) => {
      parts.log.error({ err: error }, 'the broker could not store a message');
    });
  }

  get hasRoom(): boolean {
    return !this.#aedes.closed && this.#connections.size < this.#parts.maxConnections;
  }

  /** Serves MQTT on a byte stream. `remote` is for the log. */
  accept(inner: Duplex, remote: string): void {
    if (!this.hasRoom) {
      this.#parts.refusals.refuse(remote, {}, `more than ${this.#parts.maxConnections} connections`);
      inner.destroy();
      return;
    }
    const connection = new GuardedConnection({
      inner,
      remote,
      onViolation: (_connection, violation) => {
        this.#parts.refusals.refuse(remote, {}, violation.words);
      },
    });
    this.#connections.add(connection);
    this.#watch ??= setInterval(() => {
      this.#cutStuck();
    }, LOOK_FOR_STUCK_EVERY_MS).unref();
    connection.once('close', () => this.#connections.delete(connection));
    this.#aedes.handle(connection);
  }

  liveUsernames(): Set<string> {
    return new Set(this.#live.values());
  }

  /** Ends every connection of this credential. */
  cut(username: string): void {
    for (const [client, name] of this.#live) if (name === username) client.close();
  }

  /** A reader that takes nothing must not fill the memory while `drainTimeout` runs. */
  #cutStuck(): void {
    for (const connection of this.#connections) {
      if (connection.writableLength <= MAX_WAITING_BYTES) continue;
      this.#parts.refusals.refuse(connection.remote, {}, 'it takes nothing, and too much is waiting for it');
      connection.destroy();
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    await new Promise<void>((resolve) => {
      this.#aedes.close(resolve);
    });
    for (const connection of this.#connections) connection.destroy();
  }

  #handlers(): AedesOptions {
    return {
      preConnect: (client, packet, done) => {
        if (packet.will !== undefined) {
          this.#wills.set(client, { topic: packet.will.topic, retain: packet.will.retain === true });
        }
        const { clientId, username = '' } = packet;
        packet.clientId = sessionIdOf(username, clientId === '' ? randomUUID() : clientId);
        // Kept sessions grow without bound while their client is away. Feeds are replayed by number and scans are sent again,
        // so nobody needs one; CONNACK's "session present" 0 tells the client so.
        packet.clean = true;
        done(null, true);
      },
      authenticate: (client, username, password, done) => {
        this.#authenticate(client, username, password?.toString('utf8'), done);
      },
      authorizePublish: (client, packet, done) => {
        const session = client === null ? undefined : this.#sessions.get(client);
        const message = {
          topic: packet.topic,
          retain: packet.retain,
          isEmpty: packet.payload.length === 0,
        };
        const isAllowed = session !== undefined && this.#guard.allowsPublish(session, message);
        done(isAllowed ? null : new Error('publish outside the rights')); // 3.1.1 has no other answer than to close.
      },
      authorizeSubscribe: (client, subscription, done) => {
        const session = this.#sessions.get(client);
        const isAllowed = session !== undefined && this.#guard.allowsSubscribe(session, subscription.topic);
        done(null, isAllowed ? subscription : null);
      },
    };
  }

  #authenticate(
    client: Client,
    username: string | undefined,
    password: string | undefined,
    done: (error: AuthenticateError | null, success: boolean | null) => void,
  ): void {
    const result = this.#parts.logIn({
      username,
      password,
      will: this.#wills.get(client),
      otherConnections: this.#countOthers(username, client.id),
    });
    const connection = client.conn;
    if (result.accepted && connection instanceof GuardedConnection) {
      const { principal } = result;
      this.#sessions.set(client, { username: result.username, principal, filters: new Set() });
      this.#live.set(client, result.username);
      connection.once('close', () => this.#live.delete(client));
      connection.allowUpTo(result.maxPacketBytes);
      done(null, true);
    } else if (!result.accepted) {
      const source = connection instanceof GuardedConnection ? connection.remote : 'unknown';
      this.#parts.refusals.refuse(source, { username }, result.words);
      done(Object.assign(new Error(result.words), { returnCode: result.returnCode }), null);
    }
  }

  #countOthers(username: string | undefined, clientId: string): number {
    let others = 0;
    for (const [client, name] of this.#live) if (name === username && client.id !== clientId) others += 1;
    return others;
  }
}
