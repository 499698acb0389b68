import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { composeBroker } from './compose.ts';
import { collect, connectAs, whenClosed } from './testing/mqtt-client.ts';
import { door, startBroker, venue } from './testing/running-broker.ts';

const scan = topicOf('scan', { venue, door });
const everyScan = topicOf('scan', { venue, door: '+' });

test('a door’s scan reaches the validator, over TCP and over WebSocket', async () => {
  const broker = await startBroker();
  const validator = await connectAs(broker.tcpUrl, broker.credential('validator'));
  const received = collect(validator);
  await validator.subscribeAsync(everyScan, { qos: 1 });
  const overTcp = await connectAs(broker.tcpUrl, broker.credential('door'));
  const overWebSocket = await connectAs(broker.webSocketUrl, broker.credential('door'));
  await overTcp.publishAsync(scan, 'one', { qos: 1 });
  await overWebSocket.publishAsync(scan, 'two', { qos: 1 });
  await vi.waitFor(() => {
    expect(received.map(({ text }) => text).sort()).toEqual(['one', 'two']);
  });
});

test.each([
  ['no credential', {}, 'Not authorized'],
  ['an unknown user', { username: 'door.north-1.aaaaaa', password: 'x' }, 'Bad username or password'],
])('%s: refused', async (_name, credential, words) => {
  const broker = await startBroker();
  const attempt = connectAs(
    broker.tcpUrl,
    { username: '', password: '' },
    { ...credential, clientId: 'door.north-1.aaaaaa' },
  );
  await expect(attempt).rejects.toThrow(words);
  await vi.waitFor(() => {
    expect(broker.logged.some(({ msg }) => String(msg).startsWith('refused:'))).toBe(true);
  });
});

test('a wrong password is refused, and stands in no log', async () => {
  const broker = await startBroker();
  const { username } = broker.credential('door');
  const attempt = connectAs(broker.tcpUrl, { username, password: 'wrong-secret' });
  await expect(attempt).rejects.toThrow('Bad username or password');
  await vi.waitFor(() => {
    expect(JSON.stringify(broker.logged)).toContain(username);
  });
  expect(JSON.stringify(broker.logged)).not.toContain('wrong-secret');
});

test('revoking cuts the live connection, whose last will still says offline', async () => {
  const broker = await startBroker();
  const credential = broker.credential('door');
  const status = topicOf('status', { venue, door });
  const client = await connectAs(broker.tcpUrl, credential, {
    will: { topic: status, payload: Buffer.from('{"state":"offline"}'), qos: 1, retain: true },
  });
  const checkout = await connectAs(broker.tcpUrl, broker.credential('checkout'));
  const received = collect(checkout);
  await checkout.subscribeAsync(status, { qos: 1 });
  const closed = whenClosed(client);
  broker.credentials.revoke(credential.username);
  await closed;
  await vi.waitFor(() => {
    expect(received).toMatchObject([{ topic: status, text: '{"state":"offline"}' }]);
  });
  await expect(connectAs(broker.tcpUrl, credential)).rejects.toThrow('Bad username or password');
});

test('it closes with clients connected, and they notice', async () => {
  const broker = await startBroker();
  const clients = [
    await connectAs(broker.tcpUrl, broker.credential('validator')),
    await connectAs(broker.webSocketUrl, broker.credential('door')),
  ];
  const closed = Promise.all(clients.map(whenClosed));
  await broker.close();
  await closed;
});

test('a second broker on the same port is told so', async () => {
  const { port, folder } = await startBroker();
  const second = composeBroker({ folder, mqttPort: port }, { log: pino({ level: 'silent' }) });
  await expect(second).rejects.toMatchObject({ code: 'port-in-use' });
});
