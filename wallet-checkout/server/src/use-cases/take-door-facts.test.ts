import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test, vi } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { scanIdSchema, ticketIdSchema, type TicketId } from '@tanglegate/core/ids';
import type { AdmissionEntry, FeedAck } from '@tanglegate/core/mqtt/feed';
import { decodePayload, outgoingMessage } from '@tanglegate/core/mqtt/payload';
import { topicOf, type PayloadOf, type TopicName } from '@tanglegate/core/mqtt/topic-table';
import type { Backbone } from '../compose-backbone.ts';
import { startBackbone, startBroker, testSettings, type TestBroker } from '../testing/start-backbone.ts';
import { gala, hall, north, testEvent, venue } from '../testing/test-event.ts';
import { organiser } from '../testing/test-parts.ts';

const soon = { timeout: 15_000, interval: 20 };
const feed = '00112233445566aa';
const door = { venue, door: north };

async function connectRole(broker: TestBroker, role: 'validator' | 'door' | 'gate') {
  const principal =
    role === 'validator' ? ({ role, venue } as const) : ({ role, venue, door: north } as const);
  const credential = broker.credentials.issue(principal, role);
  const client = await connectAsync(broker.tcpUrl, { ...credential, reconnectPeriod: 0 });
  onTestFinished(async () => {
    await client.endAsync(true);
  });
  const say = async <N extends TopicName>(name: N, payload: PayloadOf<N>): Promise<void> => {
    const message = outgoingMessage(name, door, payload);
    await client.publishAsync(message.topic, message.payload, message.options);
  };
  return { client, say };
}

/** The validators' side of the feed, with the acknowledgements that came. */
async function startValidator(broker: TestBroker) {
  const { client, say } = await connectRole(broker, 'validator');
  const acks: FeedAck[] = [];
  client.on('message', (_topic, payload) => acks.push(decodePayload('admissionsAck', payload.toString())));
  await client.subscribeAsync(topicOf('admissionsAck', { venue }), { qos: 1 });
  return { say, lastAck: () => acks.at(-1)?.have };
}

async function started() {
  const broker = await startBroker();
  const backbone = await startBackbone(testSettings({ lowPool: 50 }), { mqtt: broker.access });
  await backbone.importEvent(testEvent());
  await vi.waitFor(async () => {
    const { parts } = await backbone.health.report();
    expect(parts.find(({ name }) => name === 'broker')?.ok).toBe(true);
  }, soon);
  return { broker, backbone };
}

const ticket = (n: number): TicketId => ticketIdSchema.parse(n.toString(16).padStart(32, '0'));
function admission(n: number, direction: 'in' | 'out' = 'in', of = n): AdmissionEntry {
  const scan = scanIdSchema.parse(`scan-${n}`.padEnd(20, '0'));
  const numbers = { event: 1 as never, tier: 1 as never }; // Branded numbers of the first event and tier.
  const fact = { ticket: ticket(of), ...numbers, zone: hall, door: north, scan, direction, entry: 1 };
  return { n, at: millis(Date.now()), fact: { kind: 'admission', ...fact } };
}
function refusal(n: number): AdmissionEntry {
  const scan = scanIdSchema.parse(`scan-${n}`.padEnd(20, '0'));
  return { n, at: millis(Date.now()), fact: { kind: 'refusal', door: north, scan, reason: 'malformed' } };
}
const live = (backbone: Backbone) => backbone.live.show(organiser, gala);

test('admissions reach the live view; repeats change nothing, a gap is asked for, a new feed begins anew', async () => {
  const { broker, backbone } = await started();
  const validator = await startValidator(broker);
  await vi.waitFor(async () => {
    await validator.say('admissions', { feed, entries: [admission(1), admission(2)] });
    expect(validator.lastAck()).toBe(2);
  }, soon);
  await validator.say('admissions', { feed, entries: [admission(2), admission(4)] });
  await validator.say('admissionsHead', { feed, head: 4 });
  await validator.say('admissions', { feed, entries: [admission(3, 'out', 1), refusal(4)] });
  await vi.waitFor(async () => {
    expect(validator.lastAck()).toBe(4);
    expect(await live(backbone)).toMatchObject({
      inside: 1,
      scansLastMinute: 4,
      tiers: [
        { id: 'standing', admitted: 2 },
        { id: 'free', admitted: 0 },
      ],
      doors: [{ id: north, admitted: 3, refused: 1 }],
    });
  }, soon);
  await validator.say('admissions', { feed: 'ffffffffffffffff', entries: [refusal(1)] });
  await vi.waitFor(() => {
    expect(validator.lastAck()).toBe(1);
  }, soon);
  expect((await live(backbone)).scans.map(({ kind }) => kind).sort()).toEqual([
    'admission',
    'admission',
    'admission',
    'refusal',
    'refusal',
  ]);
});

test('a head that is ahead is answered with what is had', async () => {
  const { broker } = await started();
  const validator = await startValidator(broker);
  await vi.waitFor(async () => {
    await validator.say('admissionsHead', { feed, head: 9 });
    expect(validator.lastAck()).toBe(0);
  }, soon);
});

test('a door that goes offline needs the organiser; the gate’s reports are kept', async () => {
  const { broker, backbone } = await started();
  expect((await live(backbone)).doors).toMatchObject([{ id: north, state: 'never-seen' }]);
  const device = await connectRole(broker, 'door');
  const gate = await connectRole(broker, 'gate');
  await device.say('status', { state: 'online', at: millis(1), version: '1' });
  await vi.waitFor(async () => {
    expect((await live(backbone)).doors).toMatchObject([
      { state: 'online', lastSeenAt: expect.any(Number) as number },
    ]);
  }, soon);
  await device.say('status', { state: 'offline' });
  const scan = scanIdSchema.parse('scan-0000000000000001');
  await gate.say('gate', { scan, outcome: 'failed', at: millis(5), why: 'stuck' });
  await vi.waitFor(async () => {
    expect((await live(backbone)).needs).toMatchObject([
      { kind: 'ledger-unreachable' },
      { kind: 'door-offline', door: north, doorName: 'North' },
      { kind: 'register-behind' },
      { kind: 'addresses-low' },
    ]);
    const reports = await backbone.db.selectFrom('gate_reports').selectAll().execute();
    expect(reports).toMatchObject([{ door_id: north, outcome: 'failed', why: 'stuck' }]);
  }, soon);
});
