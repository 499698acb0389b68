import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { expect, test } from 'vitest';
import { door, startBroker, venue } from '../testing/running-broker.ts';
import { connectPacket, packet, publishPacket, subscribePacket, Wire } from '../testing/wire.ts';

/** Mulberry32: the same numbers each time, so that a failure can be found again by its seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('three hundred connections of damaged packets, logged in or not, end only themselves', async () => {
  const broker = await startBroker();
  const { username, password } = broker.credential('door');
  const connect = connectPacket({ clientId: 'box', username, password });
  const rest = Buffer.concat([
    subscribePacket(topicOf('verdict', { venue, door })),
    publishPacket(topicOf('scan', { venue, door }), '{"id":1}'),
    packet(0xc0),
  ]);
  for (let seed = 0; seed < 300; seed++) {
    const next = randomNumbers(seed);
    const bytes = Buffer.concat([connect, rest]);
    const from = seed % 2 === 0 ? 0 : connect.length; // Every other one gets past log-in.
    for (let i = 0; i < 3; i++) {
      bytes[from + Math.floor(next() * (bytes.length - from))] = Math.floor(next() * 256);
    }
    const wire = new Wire(broker.port);
    wire.send(bytes.subarray(0, from));
    if (from > 0) await wire.take(4);
    wire.send(bytes.subarray(from));
    wire.socket.end();
    await wire.closed;
  }
  const sound = new Wire(broker.port);
  sound.send(connect, packet(0xc0));
  expect(await sound.take(6)).toEqual(Buffer.of(0x20, 2, 0, 0, 0xd0, 0));
});
