import { setTimeout as wait } from 'node:timers/promises';
import { normalizeIP } from '@fastify/rate-limit';
import { createSession, type Session } from 'better-sse';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { encode, type ZodType } from 'zod';
import { TanglegateError } from '@tanglegate/core/errors';
import type { Unsubscribe } from '../../ports/application.ts';
import { Coalesced } from './coalesced.ts';

/** Something that is sent whole, at once and again after each change. */
export interface Watched<T> {
  /** Name of the event on the wire. */
  readonly event: string;
  readonly schema: ZodType<T>;
  /** Undefined when whoever watches may no longer see it: the stream ends. */
  show(): Promise<T | undefined>;
  onChange(changed: () => void): Unsubscribe;
  /** Changes that come closer together are sent as one. */
  readonly leastGapMs: number;
}

/** A reader that leaves more than this unread is cut off: it comes back by itself when it reads again. */
const MAX_UNREAD_BYTES = 256 * 1024;
const KEEP_ALIVE_MS = 15_000;

/** All open streams: bounded per client, and ended when the server stops. */
export class EventStreams {
  readonly #open = new Set<EventStream>();
  readonly #maxPerClient: number;

  constructor(maxPerClient: number) {
    this.#maxPerClient = maxPerClient;
  }

  /** @throws TanglegateError `too-many-streams`, and whatever the first `show` throws, before anything was sent. */
  async open<T>(request: FastifyRequest, reply: FastifyReply, watched: Watched<T>): Promise<void> {
    const client = normalizeIP(request.ip);
    const mine = [...this.#open].filter((stream) => stream.client === client).length;
    if (mine >= this.#maxPerClient) {
      throw new TanglegateError(
        'too-many-streams',
        'Too many live pages are open from here. Close one, then reload.',
      );
    }
    const stream = new EventStream(client, request, reply);
    this.#open.add(stream);
    stream.onceOver(() => this.#open.delete(stream));
    await follow(stream, watched);
  }

  endAll(): void {
    for (const stream of this.#open) stream.end();
  }
}

async function follow<T>(stream: EventStream, watched: Watched<T>): Promise<void> {
  const sending = new Coalesced(async () => {
    const view = await watched.show();
    if (view === undefined) stream.end();
    else await stream.send(encode(watched.schema, view), watched.event);
    if (!stream.isOver) await wait(watched.leastGapMs, undefined, { ref: false });
  });
  const unsubscribe = watched.onChange(() => {
    sending.wake().catch((error: unknown) => {
      stream.fail(error);
    });
  });
  stream.onceOver(unsubscribe);
  try {
    await sending.wake();
  } catch (error) {
    stream.fail(error);
    if (!stream.hasBegun) throw error;
  }
  if (!stream.hasBegun) throw stopping();
}

const stopping = () => new TanglegateError('stopping', 'We are just stopping. Try again in a moment.');

class EventStream {
  readonly client: string;
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #onceOver: (() => void)[] = [];
  #session: Session | undefined;
  #isOver = false;

  constructor(client: string, request: FastifyRequest, reply: FastifyReply) {
    this.client = client;
    this.#request = request;
    this.#reply = reply;
  }

  get hasBegun(): boolean {
    return this.#session !== undefined;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  onceOver(then: () => void): void {
    this.#onceOver.push(then);
  }

  async send(data: unknown, event: string): Promise<void> {
    if (this.#request.raw.socket.destroyed) this.#over();
    if (!this.#isOver) this.#session ??= await this.#begin();
    if (this.#session?.isConnected !== true) return;
    this.#session.push(data, event);
    if (this.#reply.raw.writableLength > MAX_UNREAD_BYTES) this.#request.raw.socket.destroy();
  }

  end(): void {
    if (this.hasBegun) {
      this.#reply.raw.end();
      this.#request.raw.socket.destroySoon();
    }
    this.#over();
  }

  fail(error: unknown): void {
    if (this.hasBegun) this.#request.log.warn({ err: error }, 'a stream of events ended early');
    this.end();
  }

  async #begin(): Promise<Session> {
    const headers = Object.fromEntries(
      Object.entries(this.#reply.getHeaders()).map(([name, value]) => [name, String(value)]),
    );
    this.#reply.hijack();
    const session = await createSession(this.#request.raw, this.#reply.raw, {
      headers,
      keepAlive: KEEP_ALIVE_MS,
    });
    session.once('disconnected', () => {
      this.#over();
    });
    if (!session.isConnected) this.#over();
    return session;
  }

  #over(): void {
    this.#isOver = true;
    for (const then of this.#onceOver.splice(0)) then();
  }
}
