import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeBroker, type Broker } from '@tanglegate/broker/compose';
import { doorIdSchema, scanIdSchema, venueIdSchema, type ScanId } from '@tanglegate/core/ids';
import { decodePayload, outgoingMessage } from '@tanglegate/core/mqtt/payload';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import type { Scan } from '@tanglegate/core/mqtt/scan';
import { topicOf, type PayloadOf, type TopicName } from '@tanglegate/core/mqtt/topic-table';
import { answerSchema, type Answer } from '@tanglegate/core/mqtt/verdict';
import Fastify, { type FastifyInstance } from 'fastify';
import { connectAsync, type MqttClient } from 'mqtt';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { MqttAccount } from '../adapters/mqtt-link.ts';

export const place = { venue: venueIdSchema.parse('town-hall'), door: doorIdSchema.parse('north-1') };
const silent = pino({ level: 'silent' });

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-door-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export const scanId = (n: number): ScanId =>
  scanIdSchema.parse(`scan-0000-0000-${String(n).padStart(4, '0')}`);

/** A real broker, and clients of it that know nothing of the code under test. */
export class Venue {
  readonly #folder: string;
  #broker: Broker;
  #port: number;

  static async start(): Promise<Venue> {
    const folder = newFolder();
    return new Venue(folder, await composeBroker({ folder, mqttPort: 0 }, { log: silent }));
  }

  private constructor(folder: string, broker: Broker) {
    this.#folder = folder;
    this.#broker = broker;
    this.#port = Number(new URL(broker.tcpUrl).port);
    onTestFinished(() => this.#broker.close());
  }

  get broker(): Broker {
    return this.#broker;
  }

  account(principal: Principal): MqttAccount {
    return { url: this.#broker.tcpUrl, ...this.#broker.credentials.issue(principal, 'test') };
  }

  async stopBroker(): Promise<void> {
    await this.#broker.close();
  }

  /** The same broker again: same port, same credentials. */
  async startBroker(): Promise<void> {
    this.#broker = await composeBroker({ folder: this.#folder, mqttPort: this.#port }, { log: silent });
  }

  async connect(principal: Principal): Promise<MqttClient> {
    const { url, ...account } = this.account(principal);
    const client = await connectAsync(url, { ...account, reconnectPeriod: 100 });
    client.on('error', () => undefined); // While the broker is away.
    onTestFinished(() => {
      client.end(true);
    });
    return client;
  }

  /** Whoever answers this venue's scans. */
  async connectValidator(): Promise<TestValidator> {
    const client = await this.connect({ role: 'validator', venue: place.venue });
    const validator = new TestValidator(client);
    await client.subscribeAsync(topicOf('scan', { ...place, door: '+' }), { qos: 1 });
    return validator;
  }

  /** The messages on a topic that the checkout may read. */
  async observe<N extends TopicName>(name: N): Promise<PayloadOf<N>[]> {
    const client = await this.connect({ role: 'checkout' });
    const seen: PayloadOf<N>[] = [];
    client.on('message', (_topic, payload) => seen.push(decodePayload(name, payload.toString())));
    await client.subscribeAsync(topicOf(name, place), { qos: 1 });
    return seen;
  }

  /** An HTTP server with MQTT over WebSocket, as the checkout's. */
  async serveHttp(register: (server: FastifyInstance) => void): Promise<string> {
    const server = Fastify({ forceCloseConnections: true });
    register(server);
    await server.register(this.#broker.websocketPlugin, { path: '/mqtt' });
    const origin = await server.listen({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => server.close());
    return origin;
  }
}

/** Answers by a script, so that a test decides what a door gets to hear. */
export class TestValidator {
  readonly scans: Scan[] = [];
  readonly client: MqttClient;
  answer: (scan: Scan) => Answer | undefined = () => undefined;

  constructor(client: MqttClient) {
    this.client = client;
    client.on(
      'connect',
      () => void client.subscribeAsync(topicOf('scan', { ...place, door: '+' }), { qos: 1 }),
    );
    client.on('message', (_topic, payload) => {
      const scan = decodePayload('scan', payload.toString());
      this.scans.push(scan);
      const answer = this.answer(scan);
      if (answer !== undefined) void this.say(answer);
    });
  }

  async say(answer: Answer): Promise<void> {
    const { topic, payload, options } = outgoingMessage('verdict', place, answer);
    await this.client.publishAsync(topic, payload, options);
  }
}

const times = { at: 1_000, sentAt: 2_000, expiresAt: 12_000 };

export function admit(id: ScanId, change: Record<string, unknown> = {}): Answer {
  return answerSchema.parse({ id, decision: 'admit', direction: 'in', repeat: false, ...times, ...change });
}

export function refuse(id: ScanId, change: Record<string, unknown> = {}): Answer {
  return answerSchema.parse({
    id,
    decision: 'refuse',
    reason: 'already-used',
    words: 'This ticket was used before.',
    ...times,
    ...change,
  });
}
