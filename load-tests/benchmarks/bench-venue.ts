import { createHash, randomBytes } from 'node:crypto';
import { millis } from '@tanglegate/core/clock';
import {
  doorIdSchema,
  eventIdSchema,
  eventNumberSchema,
  organiserIdSchema,
  ticketIdSchema,
  tierIdSchema,
  tierNumberSchema,
  venueIdSchema,
  zoneIdSchema,
  type DoorId,
} from '@tanglegate/core/ids';
import { MAX_BATCH } from '@tanglegate/core/mqtt/feed';
import { decodePayload, outgoingMessage, type OutgoingMessage } from '@tanglegate/core/mqtt/payload';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { signStaticPass } from '@tanglegate/core/pass/static-pass';
import type { Fact, RegisterEntry } from '@tanglegate/core/register/facts';
import { temporarySigningKey, type SigningKey } from '@tanglegate/did/signing-key';
import { connectAsync } from 'mqtt';

/** A venue made up for benchmarks: one event that is open now, and as many doors and tickets as asked for. */
export const venue = venueIdSchema.parse('bench');
const zone = zoneIdSchema.parse('floor');
const organiser = organiserIdSchema.parse('bench');
const event = eventNumberSchema.parse(1);
const tier = tierNumberSchema.parse(1);
const feed = randomBytes(8).toString('hex');

export const doorIds = (count: number): DoorId[] =>
  Array.from({ length: count }, (_, i) => doorIdSchema.parse(`door-${i + 1}`));

function places(doors: readonly DoorId[], key: SigningKey): Fact[] {
  const now = Date.now();
  const [opensAt, closesAt] = [millis(now - 3_600_000), millis(now + 3_600_000)];
  return [
    { kind: 'key-added', kid: key.kid, alg: 'EdDSA', publicKey: key.publicKey, organiser },
    { kind: 'zone', zone, venue, name: 'Floor' },
    ...doors.map((door): Fact => ({ kind: 'door', door, venue, zone, name: door })),
    {
      ...{ kind: 'event', event: eventIdSchema.parse('bench'), number: event, organiser, venue },
      ...{ name: 'Bench', timeZone: 'UTC', opensAt, startsAt: opensAt, closesAt },
      tiers: [{ number: tier, id: tierIdSchema.parse('one'), name: 'One', zones: [zone], pass: 'static' }],
    },
  ];
}

export interface BenchVenue {
  readonly passes: readonly string[];
  readonly entries: readonly RegisterEntry[];
}

/** Signs `tickets` passes and writes the register that announces them. */
export async function makeBenchVenue(doors: readonly DoorId[], tickets: number): Promise<BenchVenue> {
  const key = temporarySigningKey();
  const facts = places(doors, key);
  const passes: string[] = [];
  for (let i = 0; i < tickets; i++) {
    const ticket = ticketIdSchema.parse(randomBytes(16).toString('hex'));
    const pass = await signStaticPass({ ticket, event, tier }, key);
    passes.push(pass);
    const digest = createHash('sha256').update(pass).digest('hex');
    facts.push({ kind: 'ticket-issued', ticket, event, tier, digest });
  }
  const at = millis(Date.now());
  return { passes, entries: facts.map((fact, i) => ({ n: i + 1, at, fact })) };
}

/** Stands in the checkout's place: publishes the register until the validator has acknowledged all of it. */
export async function announce(
  access: { url: string; username: string; password: string },
  entries: readonly RegisterEntry[],
): Promise<void> {
  const { url, username, password } = access;
  const client = await connectAsync(url, { username, password, clientId: username });
  const publish = (message: OutgoingMessage): Promise<unknown> =>
    client.publishAsync(message.topic, message.payload, message.options);
  const batchAfter = (have: number): OutgoingMessage =>
    outgoingMessage('register', { venue }, { feed, entries: entries.slice(have, have + MAX_BATCH) });
  const level = new Promise<void>((resolve) => {
    client.on('message', (_, payload) => {
      const { have } = decodePayload('registerAck', payload.toString());
      if (have === entries.length) resolve();
      else void publish(batchAfter(have));
    });
  });
  await client.subscribeAsync(topicOf('registerAck', { venue }), { qos: 1 });
  await publish(outgoingMessage('registerHead', { venue }, { feed, head: entries.length }));
  await publish(batchAfter(0));
  await level;
  await client.endAsync();
}
