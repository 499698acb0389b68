import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';
import type { IssuedCredential } from '../ports/credentials.ts';

/** An independent client, as a door or service would connect. It does not reconnect, so that being cut off shows. */
export async function connectAs(
  url: string,
  credential: IssuedCredential,
  options: IClientOptions = {},
): Promise<MqttClient> {
  const client = await connectAsync(url, {
    ...credential,
    reconnectPeriod: 0,
    connectTimeout: 10_000,
    ...options,
  });
  client.setMaxListeners(0);
  client.on('error', () => undefined); // Being cut off is what many tests are about.
  onTestFinished(() => {
    client.end(true);
  });
  return client;
}

export interface Received {
  readonly topic: string;
  readonly text: string;
  readonly retain: boolean;
}

/** Everything that arrives from now on. */
export function collect(client: MqttClient): Received[] {
  const received: Received[] = [];
  client.on('message', (topic, payload, packet) => {
    received.push({ topic, text: payload.toString(), retain: packet.retain });
  });
  return received;
}

export function whenClosed(client: MqttClient): Promise<void> {
  return new Promise((resolve) => {
    client.once('close', () => {
      resolve();
    });
  });
}
