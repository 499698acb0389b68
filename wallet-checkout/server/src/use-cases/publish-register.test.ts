import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { FeedHead, RegisterBatch } from '@tanglegate/core/mqtt/feed';
import { decodePayload, outgoingMessage } from '@tanglegate/core/mqtt/payload';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import type { Backbone } from '../compose-backbone.ts';
import { startBackbone, startBroker, testSettings, type TestBroker } from '../testing/start-backbone.ts';
import { free, gala, testEvent, testTier, venue } from '../testing/test-event.ts';
import { buyer, organiser } from '../testing/test-parts.ts';
import { ledgerUnits } from '@tanglegate/core/money';

const soon = { timeout: 15_000, interval: 20 };
const manyFree = testEvent({ tiers: [testTier({ id: free, price: ledgerUnits(0n), capacity: 5_000 })] });

/** A validator as far as the register goes: takes what follows on what it has, and says how far it is. */
async function startReader(broker: TestBroker, reader: string) {
  const credential = broker.credentials.issue({ role: 'validator', venue }, reader);
  const client = await connectAsync(broker.tcpUrl, { ...credential, reconnectPeriod: 0 });
  onTestFinished(async () => {
    await client.endAsync(true);
  });
  const got = { feed: '', numbers: [] as number[], kinds: [] as string[], batches: 0 };
  const acknowledge = (): void => {
    const ack = { feed: got.feed, reader, have: got.numbers.length };
    const message = outgoingMessage('registerAck', { venue }, ack);
    client.publish(message.topic, message.payload, message.options);
  };
  const take = (batch: RegisterBatch): void => {
    got.batches++;
    got.feed = batch.feed;
    for (const { n, fact } of batch.entries) {
      if (n !== got.numbers.length + 1) continue;
      got.numbers.push(n);
      got.kinds.push(fact.kind);
    }
    acknowledge();
  };
  const takeHead = (head: FeedHead): void => {
    got.feed = head.feed;
    if (got.numbers.length < head.head) acknowledge();
  };
  client.on('message', (topic, payload) => {
    const text = payload.toString();
    if (topic === topicOf('register', { venue })) take(decodePayload('register', text));
    else takeHead(decodePayload('registerHead', text));
  });
  await client.subscribeAsync([topicOf('register', { venue }), topicOf('registerHead', { venue })], {
    qos: 1,
  });
  return { got, client };
}

async function buy(backbone: Backbone, orders: number): Promise<void> {
  for (let i = 0; i < orders; i++) {
    await backbone.orders.place({ event: gala, tier: free, quantity: 10, buyer });
  }
}
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
/** key, two zones, door, event */
const BASE = 5;

test('a reader that is there gets every entry, numbered without a gap', async () => {
  const broker = await startBroker();
  const backbone = await startBackbone(testSettings(), { mqtt: broker.access });
  const { got } = await startReader(broker, 'v1');
  await backbone.importEvent(manyFree);
  await buy(backbone, 3);
  await vi.waitFor(() => {
    expect(got.numbers).toEqual(upTo(BASE + 30));
  }, soon);
  expect(got.kinds.slice(0, BASE)).toEqual(['key-added', 'zone', 'zone', 'door', 'event']);
});

test('a reader that comes later, and one that lost everything, get it all again', async () => {
  const broker = await startBroker();
  const backbone = await startBackbone(testSettings(), { mqtt: broker.access });
  await backbone.importEvent(manyFree);
  await buy(backbone, 120);
  const late = await startReader(broker, 'late');
  await vi.waitFor(() => {
    expect(late.got.numbers).toEqual(upTo(BASE + 1_200));
  }, soon);
  const again = await startReader(broker, 'late');
  await vi.waitFor(() => {
    expect(again.got.numbers).toHaveLength(BASE + 1_200);
  }, soon);
});

test('what was not acknowledged is sent again, and the live view says who is behind', async () => {
  const broker = await startBroker();
  const backbone = await startBackbone(testSettings(), { mqtt: broker.access });
  const { got, client } = await startReader(broker, 'v1');
  await backbone.importEvent(manyFree);
  await vi.waitFor(() => {
    expect(got.numbers).toHaveLength(BASE);
  }, soon);
  await client.unsubscribeAsync(topicOf('register', { venue }));
  await buy(backbone, 1);
  await vi.waitFor(async () => {
    const { needs } = await backbone.live.show(organiser, gala);
    expect(needs).toContainEqual({ kind: 'register-behind', venue: 'Town Hall', missing: 10 });
  }, soon);
  await client.subscribeAsync(topicOf('register', { venue }), { qos: 1 });
  await vi.waitFor(() => {
    expect(got.numbers).toEqual(upTo(BASE + 10));
  }, soon);
});

test('without a broker everything is sold all the same, and is there when the broker comes', async () => {
  const settings = testSettings();
  const backbone = await startBackbone(settings);
  await backbone.importEvent(manyFree);
  await buy(backbone, 2);
  const { parts } = await backbone.health.report();
  expect(parts.find(({ name }) => name === 'broker')).toMatchObject({ ok: false });
  await backbone.stop();
  const broker = await startBroker();
  await startBackbone(settings, { mqtt: broker.access });
  const { got } = await startReader(broker, 'v1');
  await vi.waitFor(() => {
    // A second start signs with another key in these tests, which is a fact of its own.
    expect(got.numbers).toEqual(upTo(BASE + 20 + 1));
  }, soon);
});

test('importing the same event again adds no fact; a changed name adds one', async () => {
  const broker = await startBroker();
  const backbone = await startBackbone(testSettings(), { mqtt: broker.access });
  expect(await backbone.importEvent(manyFree)).toMatchObject({ isNew: true, number: 1, facts: BASE });
  expect(await backbone.importEvent(manyFree)).toMatchObject({ isNew: false, number: 1, facts: 0 });
  expect(await backbone.importEvent({ ...manyFree, name: 'Ball' })).toMatchObject({ number: 1, facts: 1 });
});

test('a reader that asks hears the head at once, also when it has everything', async () => {
  const broker = await startBroker();
  const backbone = await startBackbone(testSettings(), { mqtt: broker.access });
  const { got, client } = await startReader(broker, 'v1');
  await backbone.importEvent(manyFree);
  await vi.waitFor(() => {
    expect(got.numbers).toEqual(upTo(BASE));
  }, soon);
  const heads: FeedHead[] = [];
  client.on('message', (topic, payload) => {
    if (topic === topicOf('registerHead', { venue }))
      heads.push(decodePayload('registerHead', payload.toString()));
  });
  const ask = { feed: got.feed, reader: 'v1', have: BASE, ask: true } as const;
  const message = outgoingMessage('registerAck', { venue }, ask);
  client.publish(message.topic, message.payload, message.options);
  await vi.waitFor(() => {
    expect(heads.at(-1)).toEqual({ feed: got.feed, head: BASE });
  }, soon);
});
