import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import { messageOf } from '@tanglegate/core/errors';
import type { OutgoingMessage } from '@tanglegate/core/mqtt/payload';
import mqtt, { type MqttClient } from 'mqtt';
import type { Log } from '../ports/log.ts';

export interface MqttAccount {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

export type Listener = (text: string, message: { readonly retained: boolean }) => void;

interface LinkEvents {
  /** Subscriptions are in place: what is sent from now on can be answered. */
  onConnected(): void;
  /** Once, until it is back; also when there was none to begin with. */
  onLost?(): void;
  /** The broker does not take this credential. It goes on trying: a revoked credential stays revoked, but brokers restart. */
  onRefused?(): void;
}

const RECONNECT_AFTER_MS = 1_000;
/** Seconds. A dead connection is noticed after one and a half of them. */
const KEEPALIVE_S = 5;
/** CONNACK return codes, MQTT 3.1.1 table 3.1: wrong credential, no right. */
const REFUSALS: readonly unknown[] = [4, 5];

/** One connection to the broker, kept up. Nothing is queued here while it is down: whoever sends decides what is still worth sending. */
export class MqttLink {
  readonly #client: MqttClient;
  readonly #log: Log;
  readonly #listeners = new Map<string, Listener>();
  readonly #inFlight = new Set<number>();
  #events: LinkEvents | undefined;
  #isConnected = false;
  #isLost = false;
  #lastError = '';

  constructor({ account, will, log }: { account: MqttAccount; will?: OutgoingMessage; log: Log }) {
    const { url, username, password } = account;
    this.#log = log;
    this.#client = mqtt.connect(url, {
      username,
      password,
      clientId: `${username}/${randomBytes(4).toString('hex')}`,
      protocolVersion: 4,
      clean: true,
      keepalive: KEEPALIVE_S,
      reconnectPeriod: RECONNECT_AFTER_MS,
      reconnectOnConnackError: true,
      resubscribe: false,
      manualConnect: true,
      ...(will === undefined ? {} : { will: { topic: will.topic, payload: will.payload, ...will.options } }),
    });
    this.#client.on('connect', () => {
      // Nagle's algorithm holds a scan back behind an acknowledgement: 40 ms for each person in the queue.
      if (this.#client.stream instanceof Socket) this.#client.stream.setNoDelay(true);
      void this.#greet();
    });
    this.#client.on('close', () => {
      this.#lose();
    });
    this.#client.on('error', (error) => {
      this.#complain(error);
    });
    this.#client.on('message', (topic, payload, { retain }) => {
      this.#listeners.get(topic)?.(payload.toString('utf8'), { retained: retain });
    });
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Before `open`. */
  subscribe(topic: string, listener: Listener): void {
    this.#listeners.set(topic, listener);
  }

  open(events: LinkEvents): void {
    this.#events = events;
    this.#client.connect();
  }

  /** Resolves when the broker has it. Rejects when it was not sent, or the connection broke before the broker said so. */
  async publish({ topic, payload, options }: OutgoingMessage): Promise<void> {
    if (!this.#isConnected) throw new Error('no connection to the broker');
    const sent = this.#client.publishAsync(topic, payload, options);
    const messageId = this.#client.getLastMessageId();
    this.#inFlight.add(messageId);
    try {
      await sent;
    } finally {
      this.#inFlight.delete(messageId);
    }
  }

  async close(): Promise<void> {
    this.#events = undefined;
    this.#isConnected = false;
    await this.#client.endAsync(!this.#client.connected);
  }

  async #greet(): Promise<void> {
    try {
      if (this.#listeners.size > 0)
        await this.#client.subscribeAsync([...this.#listeners.keys()], { qos: 1 });
    } catch (error) {
      this.#complain(error);
      return;
    }
    if (this.#events === undefined) return;
    this.#isConnected = true;
    this.#isLost = false;
    this.#lastError = '';
    this.#events.onConnected();
  }

  #lose(): void {
    // The library would send what was in flight once more after reconnecting, however much later: a command to open a gate among it.
    for (const messageId of this.#inFlight) this.#client.removeOutgoingMessage(messageId);
    this.#isConnected = false;
    if (this.#isLost) return;
    this.#isLost = true;
    this.#events?.onLost?.();
  }

  /** Each second brings the same error again: it is said once. */
  #complain(error: unknown): void {
    const reason = messageOf(error);
    if (reason === this.#lastError) return;
    this.#lastError = reason;
    this.#log.warn({ reason }, 'no connection to the broker');
    if (error instanceof Error && 'code' in error && REFUSALS.includes(error.code))
      this.#events?.onRefused?.();
  }
}
