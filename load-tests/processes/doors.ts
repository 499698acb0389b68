import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { millis } from '@tanglegate/core/clock';
import type { DoorId, VenueId } from '@tanglegate/core/ids';
import { scanIdSchema } from '@tanglegate/core/ids';
import { outgoingMessage } from '@tanglegate/core/mqtt/payload';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { connectAsync, type MqttClient } from 'mqtt';
import { answer, awaitOrder } from './child.ts';

/** Doors that scan without pause: each sends its next scan when the one before is answered. */
export interface DoorsOrder {
  readonly mqttUrl: string;
  readonly venue: VenueId;
  readonly doors: readonly { door: DoorId; username: string; password: string }[];
  /** Shared out in turn; each is shown once, unless they are to be repeated. */
  readonly passes: readonly string[];
  readonly repeat: boolean;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export interface DoorsAnswer {
  /** Of the measured time only. */
  readonly latenciesMs: readonly number[];
  readonly elapsedMs: number;
  readonly decisions: Readonly<Record<string, number>>;
}

const order = await awaitOrder<DoorsOrder>();
const passes = sharedOut();
const latenciesMs: number[] = [];
const decisions: Record<string, number> = {};
const measureFrom = performance.now() + order.warmUpMs;
const measureUntil = measureFrom + order.measureMs;
let lastAnswer = measureFrom;

function* sharedOut(): Generator<string, void> {
  do yield* order.passes;
  while (order.repeat);
}

function record(sentAt: number, decision: string): void {
  const now = performance.now();
  if (sentAt < measureFrom || now > measureUntil) return;
  latenciesMs.push(now - sentAt);
  decisions[decision] = (decisions[decision] ?? 0) + 1;
  lastAnswer = now;
}

/** Resolves when time or passes are over. */
function scanOn(client: MqttClient, door: DoorId): Promise<void> {
  return new Promise((resolve) => {
    let sentAt = 0;
    const next = (): void => {
      const pass = passes.next();
      if (pass.done === true || performance.now() > measureUntil) {
        resolve();
        return;
      }
      const id = scanIdSchema.parse(randomUUID());
      const scan = { id, pass: pass.value, at: millis(Date.now()), direction: 'in' } as const;
      const message = outgoingMessage('scan', { venue: order.venue, door }, scan);
      sentAt = performance.now();
      client.publish(message.topic, message.payload, message.options);
    };
    client.on('message', (_, payload) => {
      record(sentAt, /"decision":"([a-z]+)"/.exec(payload.toString())?.[1] ?? 'none');
      next();
    });
    next();
  });
}

const clients = await Promise.all(
  order.doors.map(async ({ door, username, password }) => {
    const client = await connectAsync(order.mqttUrl, {
      username,
      password,
      clientId: username,
      reconnectPeriod: 0,
    });
    // Nagle's algorithm would hold each scan back until the acknowledgement before it is acknowledged: 40 ms.
    if (client.stream instanceof Socket) client.stream.setNoDelay(true);
    await client.subscribeAsync(topicOf('verdict', { venue: order.venue, door }), { qos: 1 });
    return { client, door };
  }),
);
await Promise.all(clients.map(({ client, door }) => scanOn(client, door)));
await Promise.all(clients.map(({ client }) => client.endAsync(true)));
await answer({ latenciesMs, elapsedMs: lastAnswer - measureFrom, decisions } satisfies DoorsAnswer);
process.disconnect();
