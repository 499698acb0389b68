import { setTimeout as wait } from 'node:timers/promises';
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
    const mine = [...this.#open].filter((stream) => stream.client === request.ip).length;
    if (mine >= this.#maxPerClient) {
      throw new TanglegateError(
        'too-many-streams',
        'Too many live pages are open from here. Close one, then reload.',
      );
    }
    const stream = new EventStream(request, reply);
    this.#open.add(stream);
    try {
      await follow(stream, watched);
    } finally {
      if (!stream.isOpen) this.#open.delete(stream);
      stream.onceOver(() => this.#open.delete(stream));
    }
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
    if (stream.isOpen) await wait(watched.leastGapMs, undefined, { ref: false });
  });
  const unsubscribe = watched.onChange(() => {
    sending.wake().catch((error: unknown) => {
      stream.fail(error);
    });
  });
  try {
    await sending.wake();
  } catch (error) {
    unsubscribe();
    if (!stream.hasBegun) throw error;
    stream.fail(error);
  }
  stream.onceOver(unsubscribe);
}

class EventStream {
  readonly client: string;
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  #session: Session | undefined;

  constructor(request: FastifyRequest, reply: FastifyReply) {
    this.client = request.ip;
    this.#request = request;
    this.#reply = reply;
  }

  get hasBegun(): boolean {
    return this.#session !== undefined;
  }

  get isOpen(): boolean {
    return this.#session?.isConnected === true;
  }

  onceOver(then: () => void): void {
    if (this.isOpen) this.#session?.once('disconnected', then);
    else then();
  }

  async send(data: unknown, event: string): Promise<void> {
    this.#session ??= await this.#begin();
    if (!this.isOpen) return;
    this.#session.push(data, event);
    if (this.#reply.raw.writableLength > MAX_UNREAD_BYTES) this.#request.raw.socket.destroy();
  }

  end(): void {
    this.#reply.raw.end();
    this.#request.raw.socket.destroySoon();
  }

  fail(error: unknown): void {
    this.#request.log.warn({ err: error }, 'a stream of events ended early');
    this.end();
  }

  async #begin(): Promise<Session> {
    const headers = Object.fromEntries(
      Object.entries(this.#reply.getHeaders()).map(([name, value]) => [name, String(value)]),
    );
    this.#reply.hijack();
    return createSession(this.#request.raw, this.#reply.raw, { headers, keepAlive: KEEP_ALIVE_MS });
  }
}
