import { Socket } from 'node:net';
import type { VenueId } from '@tanglegate/core/ids';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { connectAsync } from 'mqtt';
import { answer, awaitOrder } from './child.ts';

/** The least that can stand in a validator's place: every scan is sent back on its door's verdict topic, nothing is read or kept. */
export interface EchoOrder {
  readonly mqttUrl: string;
  readonly venue: VenueId;
  readonly username: string;
  readonly password: string;
}

const order = await awaitOrder<EchoOrder>();
const { username, password } = order;
const client = await connectAsync(order.mqttUrl, { username, password, clientId: username });
if (client.stream instanceof Socket) client.stream.setNoDelay(true);
client.on('message', (topic, payload) => {
  client.publish(topic.replace(/scan$/, 'verdict'), payload, { qos: 1 });
});
await client.subscribeAsync(topicOf('scan', { venue: order.venue, door: '+' }), { qos: 1 });
await answer({ ready: true });
process.once('SIGTERM', () => {
  client.end(true);
  process.disconnect();
});
