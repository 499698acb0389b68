import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { connectAsync, type MqttClient } from 'mqtt';
import type { DoorId } from '@tanglegate/core/ids';
import { outgoingMessage } from '@tanglegate/core/mqtt/payload';
import type { Scan } from '@tanglegate/core/mqtt/scan';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { answerSchema, type Answer } from '@tanglegate/core/mqtt/verdict';
import type { Fact } from '@tanglegate/core/register/facts';
import { newScanId, NOW, numbered, venue } from './organiser.ts';

/** A real broker on a port of its own. */
export async function startBroker() {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // A listening TCP server has an address object.
  const open = aedes.authenticate;
  return {
    url: `mqtt://127.0.0.1:${port}`,
    /** User name and password as they came: a broker that lets in whom the test says. */
    admit(may: (username: string, password: string) => boolean): void {
      aedes.authenticate = (_client, username, password, done) => {
        const good = may(username ?? '', password?.toString() ?? '');
        if (good) done(null, true);
        else done(Object.assign(new Error('refused'), { returnCode: 4 as const }), false);
      };
    },
    dropEverybody(): void {
      this.admit(() => false);
      for (const socket of sockets) socket.destroy();
    },
    letIn(): void {
      aedes.authenticate = open;
    },
    async stop() {
      await new Promise<void>((resolve) => {
        aedes.close(() => {
          server.close(() => {
            resolve();
          });
        });
      });
    },
  };
}

export function makeFolder() {
  const path = mkdtempSync(join(tmpdir(), 'tanglegate-validator-'));
  return {
    path,
    file: join(path, 'admissions.sqlite'),
    remove() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A door that says what it wants and remembers every answer. */
export class TestDoor {
  readonly door: DoorId;
  readonly #client: MqttClient;
  readonly #waiting = new Map<string, ((answer: Answer) => void)[]>();
  onAnswer: (answer: Answer) => void = () => undefined;

  constructor(client: MqttClient, door: DoorId) {
    this.#client = client;
    this.door = door;
    client.on('message', (_topic, payload) => {
      const answer = answerSchema.parse(JSON.parse(payload.toString()));
      this.onAnswer(answer);
      for (const resolve of this.#waiting.get(answer.id) ?? []) resolve(answer);
      this.#waiting.delete(answer.id);
    });
  }

  static async connect(url: string, door: DoorId): Promise<TestDoor> {
    const client = await connectAsync(url, { protocolVersion: 4, reconnectPeriod: 50 });
    await client.subscribeAsync(topicOf('verdict', { venue, door }), { qos: 1 });
    return new TestDoor(client, door);
  }

  /** Publishes and waits for the answer to this very scan. */
  ask(scan: Partial<Scan> & Pick<Scan, 'pass'>): Promise<Answer> {
    const whole: Scan = { id: newScanId(), at: NOW, direction: 'in', ...scan };
    const answer = new Promise<Answer>((resolve) => {
      this.#waiting.set(whole.id, [...(this.#waiting.get(whole.id) ?? []), resolve]);
    });
    this.say(JSON.stringify(whole));
    return answer;
  }

  say(text: string, retain = false): void {
    this.#client.publish(topicOf('scan', { venue, door: this.door }), text, { qos: 1, retain });
  }

  reportGate(scan: Scan['id'], outcome: 'opened' | 'failed'): void {
    const report =
      outcome === 'opened' ? { scan, outcome, at: NOW } : { scan, outcome, at: NOW, why: 'stuck' };
    const { topic, payload, options } = outgoingMessage('gate', { venue, door: this.door }, report);
    this.#client.publish(topic, payload, options);
  }

  async stop(): Promise<void> {
    await this.#client.endAsync(true);
  }
}

/** The checkout's side of the register: publishes facts and answers what is asked for. */
export class TestCheckout {
  readonly client: MqttClient;
  readonly #feed: string;
  readonly #facts: Fact[] = [];
  /** What the validator acknowledged last. */
  acknowledged = 0;

  private constructor(client: MqttClient, feed: string) {
    this.client = client;
    this.#feed = feed;
  }

  static async connect(url: string, feed = '00000000000000aa'): Promise<TestCheckout> {
    const client = await connectAsync(url, { protocolVersion: 4, reconnectPeriod: 50 });
    const checkout = new TestCheckout(client, feed);
    client.on('message', (_topic, payload) => {
      checkout.#hearAck(JSON.parse(payload.toString()) as { feed: string; have: number });
    });
    await client.subscribeAsync(topicOf('registerAck', { venue }), { qos: 1 });
    return checkout;
  }

  /** Adds facts, says the new head, and sends them only when asked: the validator must notice. */
  publish(...facts: Fact[]): void {
    this.#facts.push(...facts);
    const head = outgoingMessage('registerHead', { venue }, { feed: this.#feed, head: this.#facts.length });
    this.client.publish(head.topic, head.payload, head.options);
  }

  get count(): number {
    return this.#facts.length;
  }

  async stop(): Promise<void> {
    await this.client.endAsync(true);
  }

  #hearAck({ feed, have }: { feed: string; have: number }): void {
    if (feed !== this.#feed) return;
    this.acknowledged = have;
    const entries = numbered(this.#facts).slice(have, have + 500);
    if (entries.length === 0) return;
    const { topic, payload, options } = outgoingMessage('register', { venue }, { feed, entries });
    this.client.publish(topic, payload, options);
  }
}
