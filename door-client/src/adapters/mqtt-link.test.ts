import { createServer, type Server, type Socket } from 'node:net';
import mqtt from 'mqtt';
import { expect, onTestFinished, test, vi } from 'vitest';
import { MqttLink } from './mqtt-link.ts';

interface DeafBroker {
  readonly url: string;
  readonly connections: { socket: Socket; received: string }[];
}

/** A broker that accepts connections and subscriptions, and never acknowledges a publish: the wire breaks just then. */
async function startDeafBroker(): Promise<DeafBroker> {
  const connections: DeafBroker['connections'] = [];
  const server: Server = createServer((socket) => {
    const connection = { socket, received: '' };
    connections.push(connection);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      connection.received += chunk.toString('latin1');
      if (chunk[0] === 0x10) socket.write(Buffer.of(0x20, 2, 0, 0));
      if (chunk[0] === 0x82) socket.write(Buffer.of(0x90, 3, chunk[2] ?? 0, chunk[3] ?? 0, 1));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const { socket } of connections) socket.destroy();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `mqtt://127.0.0.1:${port}`, connections };
}

async function expectReceived(broker: DeafBroker, nth: number, text: string): Promise<void> {
  await vi.waitFor(
    () => {
      expect(broker.connections[nth]?.received).toContain(text);
    },
    { timeout: 10_000 },
  );
}

const command = { topic: 'relays/1/set', payload: 'OPEN-NOW', options: { qos: 1, retain: false } } as const;

test('a command that was in flight when the connection broke is not sent again on the next one', async () => {
  const broker = await startDeafBroker();
  const link = new MqttLink({
    account: { url: broker.url, username: 'gate', password: 'x' },
    log: { info: vi.fn(), warn: vi.fn() },
  });
  link.subscribe('relays/1/state', () => undefined);
  onTestFinished(() => link.close());
  const connected = new Promise<void>((resolve) => {
    link.open({ onConnected: resolve });
  });
  await connected;
  const published = link.publish(command);
  await expectReceived(broker, 0, 'OPEN-NOW');
  broker.connections[0]?.socket.destroy();
  await expect(published).rejects.toThrow();
  await vi.waitFor(
    () => {
      expect(link.isConnected).toBe(true);
    },
    { timeout: 10_000 },
  );
  const after = link.publish({ ...command, payload: 'MARKER' }).catch(() => undefined);
  await expectReceived(broker, 1, 'MARKER');
  expect(broker.connections[1]?.received).not.toContain('OPEN-NOW');
  broker.connections[1]?.socket.destroy();
  await after;
});

test('positive control: the library alone would send it again', async () => {
  const broker = await startDeafBroker();
  const client = mqtt.connect(broker.url, { reconnectPeriod: 50, clean: true });
  client.on('error', () => undefined);
  onTestFinished(() => {
    client.end(true);
  });
  client.publish(command.topic, command.payload, command.options);
  await expectReceived(broker, 0, 'OPEN-NOW');
  broker.connections[0]?.socket.destroy();
  await expectReceived(broker, 1, 'OPEN-NOW');
});

test('without a connection nothing is queued', async () => {
  const link = new MqttLink({
    account: { url: 'mqtt://127.0.0.1:1', username: 'gate', password: 'x' },
    log: { info: vi.fn(), warn: vi.fn() },
  });
  await expect(link.publish(command)).rejects.toThrow('no connection to the broker');
});
