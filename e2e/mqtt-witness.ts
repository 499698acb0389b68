import type { VenueId } from '@tanglegate/core/ids';
import { composeCredentials } from '@tanglegate/broker/compose-credentials';
import { decodePayload } from '@tanglegate/core/mqtt/payload';
import { parseTopic, topicOf } from '@tanglegate/core/mqtt/topic-table';
import type { GateReport } from '@tanglegate/core/mqtt/gate';
import { connectAsync } from 'mqtt';
import type { Tanglegate } from './tanglegate.ts';
import { readBrokerSettings } from '@tanglegate/broker/settings';

export interface GateSeen {
  readonly door: string;
  readonly report: GateReport;
}

/** A client of its own, with a credential an operator made, that hears what the gates of a venue report. */
export async function witnessGates(
  tanglegate: Tanglegate,
  venue: VenueId,
): Promise<{ seen: GateSeen[]; end(): Promise<void> }> {
  const credentials = composeCredentials(readBrokerSettings({ TANGLEGATE_DATA: tanglegate.dataFolder }));
  const { username, password } = credentials.issue({ role: 'validator', venue }, 'witness');
  credentials.close();
  const client = await connectAsync(tanglegate.mqttUrl, { username, password });
  const seen: GateSeen[] = [];
  client.on('message', (topic, payload) => {
    seen.push({ door: parseTopic(topic)?.door ?? '', report: decodePayload('gate', payload.toString()) });
  });
  await client.subscribeAsync(topicOf('gate', { venue, door: '+' }), { qos: 1 });
  return { seen, end: () => client.endAsync() };
}
