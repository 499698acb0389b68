import { doorIdSchema, venueIdSchema } from '@tanglegate/core/ids';
import {
  topicNames,
  topicOf,
  topicTable,
  type Role,
  type TopicName,
} from '@tanglegate/core/mqtt/topic-table';
import type { MqttClient } from 'mqtt';
import { expect, test, vi } from 'vitest';
import { collect, connectAs, whenClosed } from '../testing/mqtt-client.ts';
import { door, principals, startBroker, venue, type RunningBroker } from '../testing/running-broker.ts';

const roles = Object.keys(principals) as Role[]; // The literal keys of that record.
const rows = topicNames.flatMap((name) => roles.map((role) => ({ name, role })));
const allowed = (roles: readonly Role[], role: Role): boolean => roles.includes(role);
const elsewhere = { venue: venueIdSchema.parse('arena'), door: doorIdSchema.parse('south-9') };

/** Whether the publish was taken. An acknowledgement alone says nothing: the connection must live on after it. */
async function mayPublishHere(client: MqttClient, topic: string, retain: boolean): Promise<boolean> {
  const closed = whenClosed(client).then(() => false);
  const published = client
    .publishAsync(topic, '{}', { qos: 1, retain })
    // A second exchange, answered only when the first has not closed the connection.
    .then(() => client.unsubscribeAsync('nothing'))
    .then(
      () => true,
      () => false,
    );
  return Promise.race([closed, published]);
}

async function maySubscribeHere(client: MqttClient, filter: string): Promise<boolean> {
  return client.subscribeAsync(filter, { qos: 1 }).then(
    () => true,
    () => false,
  );
}

const as = (broker: RunningBroker, role: Role): Promise<MqttClient> =>
  connectAs(broker.tcpUrl, broker.credential(role));

test.each(rows)('$role on $name, over the wire: what the table says', async ({ name, role }) => {
  const broker = await startBroker();
  const topic = topicOf(name, { venue, door });
  const { publish, subscribe, retain } = topicTable[name];
  expect(await mayPublishHere(await as(broker, role), topic, false)).toBe(allowed(publish, role));
  expect(await mayPublishHere(await as(broker, role), topic, true)).toBe(allowed(publish, role) && retain);
  expect(await maySubscribeHere(await as(broker, role), topic)).toBe(allowed(subscribe, role));
});

const localRoles = rows.filter(({ role }) => role !== 'checkout');
test.each(localRoles)(
  '$role on $name of another venue, or under a forged door’s name: refused',
  async ({ name, role }) => {
    const broker = await startBroker();
    const places = [
      { venue: elsewhere.venue, door },
      ...(isDoorTopic(name) && role !== 'validator' ? [{ venue, door: elsewhere.door }] : []),
    ];
    for (const place of places) {
      const topic = topicOf(name, place);
      expect(await mayPublishHere(await as(broker, role), topic, false)).toBe(false);
      expect(await maySubscribeHere(await as(broker, role), topic)).toBe(false);
    }
  },
);

function isDoorTopic(name: TopicName): boolean {
  return topicTable[name].path.includes('{door}');
}

test.each(['#', '+/#', 'tg/#', 'tg/v1/+/register', 'tg/v1/town-hall/#', '$SYS/#', 'relays/#'])(
  'nobody gets to subscribe to %s',
  async (filter) => {
    const broker = await startBroker();
    for (const role of roles) {
      expect(await maySubscribeHere(await as(broker, role), filter)).toBe(false);
    }
  },
);

test.each<Role>(['door', 'gate'])('a %s may not look at every door', async (role) => {
  const broker = await startBroker();
  const client = await as(broker, role);
  expect(await maySubscribeHere(client, topicOf('verdict', { venue, door: '+' }))).toBe(false);
});

test.each<Role>(['door', 'gate', 'validator', 'checkout'])(
  'a %s may not leave a will outside its rights',
  async (role) => {
    const broker = await startBroker();
    const topic = topicOf('verdict', { venue, door: elsewhere.door });
    const will = { topic, payload: Buffer.from('{}'), qos: 1, retain: role === 'validator' } as const;
    const attempt = connectAs(broker.tcpUrl, broker.credential(role), { will });
    await expect(attempt).rejects.toThrow('Not authorized');
  },
);

test('a gate driver and its relay talk below the relay’s prefix; the driver’s commands are never retained', async () => {
  const broker = await startBroker();
  const relay = broker.credentials.issue({ role: 'relay', relayPrefix: 'relays/north-1' }, 'relay');
  const device = await connectAs(broker.tcpUrl, relay);
  const received = collect(device);
  await device.subscribeAsync('relays/north-1/#', { qos: 1 });
  const driver = await as(broker, 'gate');
  await driver.publishAsync('relays/north-1/set', 'ON', { qos: 1 });
  await vi.waitFor(() => {
    expect(received).toMatchObject([{ topic: 'relays/north-1/set', text: 'ON' }]);
  });
  expect(await mayPublishHere(driver, 'relays/north-1/set', true)).toBe(false);
  expect(await mayPublishHere(await as(broker, 'door'), 'relays/north-1/set', false)).toBe(false);
});

test('a relay keeps no more than fifty retained topics, and a hundred subscriptions', async () => {
  const broker = await startBroker();
  const relay = broker.credentials.issue({ role: 'relay', relayPrefix: 'relays/north-1' }, 'relay');
  const client = await connectAs(broker.tcpUrl, relay);
  const filters = Array.from({ length: 100 }, (_, i) => `relays/north-1/${i}`);
  for (const filter of filters) expect(await maySubscribeHere(client, filter)).toBe(true);
  expect(await maySubscribeHere(client, 'relays/north-1/one-more')).toBe(false);
  for (const topic of filters.slice(0, 50)) expect(await mayPublishHere(client, topic, true)).toBe(true);
  expect(await mayPublishHere(client, 'relays/north-1/0', true)).toBe(true);
  expect(await mayPublishHere(client, 'relays/north-1/50', true)).toBe(false);
});

test('what was refused is logged with who and what, a few lines only', async () => {
  const broker = await startBroker();
  const client = await as(broker, 'door');
  for (let i = 0; i < 20; i++) await maySubscribeHere(client, `tg/v1/town-hall/nothing/${i}`);
  const lines = broker.logged.filter(({ msg }) => msg === 'refused: no right to subscribe to this');
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatchObject({ filter: 'tg/v1/town-hall/nothing/0', source: client.options.username });
});
