import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { expect, test, vi } from 'vitest';
import { MAX_CONNECTIONS_PER_CREDENTIAL } from '../domain/limits.ts';
import { connectAs } from '../testing/mqtt-client.ts';
import { door, startBroker, venue, type RunningBroker } from '../testing/running-broker.ts';
import {
  connectPacket,
  number16,
  packet,
  publishPacket,
  subscribePacket,
  text,
  Wire,
} from '../testing/wire.ts';

const scan = topicOf('scan', { venue, door });
const verdict = topicOf('verdict', { venue, door });
const CONNACK_OK = Buffer.of(0x20, 2, 0, 0);
const SURROGATE = Buffer.of(0xed, 0xa0, 0x80);

async function logIn(broker: RunningBroker): Promise<Wire> {
  const wire = new Wire(broker.port);
  const { username, password } = broker.credential('door');
  wire.send(connectPacket({ clientId: 'x', username, password }));
  expect(await wire.take(4)).toEqual(CONNACK_OK);
  return wire;
}

/** The broker still serves others: whatever was sent has ended nothing but its own connection. */
async function expectAlive(broker: RunningBroker): Promise<void> {
  const wire = await logIn(broker);
  wire.send(packet(0xc0));
  expect(await wire.take(2)).toEqual(Buffer.of(0xd0, 0));
}

const lastWords = (broker: RunningBroker): unknown =>
  broker.logged
    .map(({ msg }) => msg)
    .filter((msg) => String(msg).startsWith('refused:'))
    .at(-1);

test.each<[string, Buffer, string]>([
  ['NUL in a topic', publishPacket(`${scan}\0`, 'x'), 'topic holds a control character'],
  ['a surrogate in a topic', publishPacket(SURROGATE, 'x'), 'topic is not UTF-8'],
  [
    'a control character in a filter',
    subscribePacket(`${verdict}\u0001`),
    'topic filter holds a control character',
  ],
  ['packet id 0', publishPacket(scan, 'x', 0), 'packet identifier 0'],
  ['malformed bytes', Buffer.of(0x82, 1, 0), 'packet identifier is cut off'],
  [
    'a server’s packet',
    packet(0x90, Buffer.of(0, 1, 0)),
    'packet type 9 is not for clients (this broker speaks MQTT 3.1.1)',
  ],
  [
    'a packet larger than a door needs',
    Buffer.of(0x32, 0x80, 0x80, 0x04),
    'a packet of 65540 bytes where 17417 are allowed',
  ],
])('%s closes the connection and nothing else', async (_name, bytes, words) => {
  const broker = await startBroker();
  const wire = await logIn(broker);
  wire.send(bytes);
  await wire.closed;
  expect(lastWords(broker)).toBe(`refused: ${words}`);
  await expectAlive(broker);
});

test.each([
  ['a NUL in the client id', { clientId: 'a\0b' }, []],
  ['will QoS 3', { clientId: 'a', willTopic: 'a', willQos: 3 }, []],
  ['an empty client id with a kept session', { clientId: '', clean: false }, [0x20, 2, 0, 2]],
  ['MQTT 5', { clientId: 'a', level: 5 }, [0x20, 2, 0, 1]],
])('CONNECT with %s is refused', async (_name, fields, answer) => {
  const broker = await startBroker();
  const wire = new Wire(broker.port);
  wire.send(connectPacket(fields));
  await wire.closed;
  expect(wire.received).toEqual(Buffer.from(answer));
  await expectAlive(broker);
});

test('nobody takes over another credential’s session, by whatever client id', async () => {
  const broker = await startBroker();
  const victim = await logIn(broker);
  const [first] = broker.credentials.list();
  const name = first?.username ?? '';
  const { username, password } = broker.credential('door');
  for (const clientId of [name, `${name}/${name}`, `../${name}`, '']) {
    const thief = new Wire(broker.port);
    thief.send(connectPacket({ clientId, username, password }));
    expect(await thief.take(4)).toEqual(CONNACK_OK);
    thief.socket.destroy();
    await thief.closed;
  }
  victim.send(packet(0xc0));
  expect(await victim.take(2)).toEqual(Buffer.of(0xd0, 0));
});

test('a device that comes back under its own client id replaces its older connection', async () => {
  const broker = await startBroker();
  const { username, password } = broker.credential('door');
  const connect = connectPacket({ clientId: 'shelly', username, password });
  const first = new Wire(broker.port);
  first.send(connect);
  expect(await first.take(4)).toEqual(CONNACK_OK);
  const second = new Wire(broker.port);
  second.send(connect);
  expect(await second.take(4)).toEqual(CONNACK_OK);
  await first.closed;
});

test('a credential has so many connections and no more; a client id that comes back is not one more', async () => {
  const broker = await startBroker();
  const { username, password } = broker.credential('door');
  for (let i = 0; i < MAX_CONNECTIONS_PER_CREDENTIAL; i++) {
    const wire = new Wire(broker.port);
    wire.send(connectPacket({ clientId: `page ${i}`, username, password }));
    expect(await wire.take(4)).toEqual(CONNACK_OK);
  }
  const oneMore = new Wire(broker.port);
  oneMore.send(connectPacket({ clientId: 'one more', username, password }));
  await oneMore.closed;
  expect(oneMore.received).toEqual(Buffer.of(0x20, 2, 0, 3));
  const again = new Wire(broker.port);
  again.send(connectPacket({ clientId: 'page 0', username, password }));
  expect(await again.take(4)).toEqual(CONNACK_OK);
});

test('no session is kept, even when the client asks for it', async () => {
  const broker = await startBroker();
  const { username, password } = broker.credential('door');
  const first = new Wire(broker.port);
  first.send(connectPacket({ clientId: 'x', username, password, clean: false }));
  expect(await first.take(4)).toEqual(CONNACK_OK);
  first.send(subscribePacket(verdict));
  expect(await first.take(5)).toEqual(Buffer.of(0x90, 3, 0, 1, 1));
  first.socket.destroy();
  const validator = await connectAs(broker.tcpUrl, broker.credential('validator'));
  await validator.publishAsync(verdict, 'while away', { qos: 1 });
  const second = new Wire(broker.port);
  second.send(connectPacket({ clientId: 'x', username, password, clean: false }), packet(0xc0));
  expect(await second.take(6)).toEqual(Buffer.concat([CONNACK_OK, Buffer.of(0xd0, 0)]));
});

test('a shared subscription is refused, not granted and never served', async () => {
  const broker = await startBroker();
  const { username, password } = broker.credential('validator');
  const wire = new Wire(broker.port);
  wire.send(connectPacket({ clientId: 'x', username, password }));
  await wire.take(4);
  wire.send(subscribePacket(`$share/all/${topicOf('scan', { venue, door: '+' })}`));
  expect(await wire.take(5)).toEqual(Buffer.of(0x90, 3, 0, 1, 0x80));
  expect(lastWords(broker)).toContain('shared subscriptions are not available');
});

test('a connection that never says CONNECT is closed', { timeout: 30_000 }, async () => {
  const broker = await startBroker();
  const wire = new Wire(broker.port);
  wire.send(Buffer.of(0x10));
  await wire.closed;
  expect(wire.received).toHaveLength(0);
});

test('a door that takes nothing is cut off, and the others are served', { timeout: 30_000 }, async () => {
  const broker = await startBroker();
  const stuck = await logIn(broker);
  stuck.send(subscribePacket(verdict));
  await stuck.take(5);
  stuck.socket.pause();
  const validator = await connectAs(broker.tcpUrl, broker.credential('validator'));
  const big = Buffer.alloc(200_000, 'x');
  const stop = new AbortController();
  const flood = (async () => {
    while (!stop.signal.aborted) await validator.publishAsync(verdict, big, { qos: 1 });
  })();
  await vi.waitFor(
    () => {
      const said = broker.logged.map(({ reason, msg }) => `${String(reason)} ${String(msg)}`).join('\n');
      expect(said).toMatch(/drain timeout|too much is waiting/);
    },
    { timeout: 20_000, interval: 50 },
  );
  stop.abort();
  await flood;
  await expectAlive(broker);
});

test('a text that announces more than its packet holds does not reach the parser', async () => {
  const broker = await startBroker();
  const wire = new Wire(broker.port);
  wire.send(packet(0x10, text('MQTT'), Buffer.of(4, 2), number16(0), Buffer.of(0xff, 0xff)));
  await wire.closed;
  await expectAlive(broker);
});
