import type { VenueId } from '@tanglegate/core/ids';
import { decodePayload } from '@tanglegate/core/mqtt/payload';
import { parseTopic, topicOf, type TopicName } from '@tanglegate/core/mqtt/topic-table';
import type { Inbound, InboundTopic } from '../../ports/venue-bus.ts';

const INBOUND: readonly InboundTopic[] = ['registerAck', 'admissions', 'admissionsHead', 'gate', 'status'];
const PER_DOOR: ReadonlySet<TopicName> = new Set<TopicName>(['gate', 'status']);
const isInbound = (name: TopicName): name is InboundTopic => (INBOUND as readonly TopicName[]).includes(name);

export const filtersOf = (venue: VenueId): string[] =>
  INBOUND.map((name) => topicOf(name, PER_DOOR.has(name) ? { venue, door: '+' } : { venue }));

/** Undefined for what is not for us. @throws TanglegateError `payload-malformed` */
export function readMessage(topic: string, payload: Buffer): Inbound | undefined {
  const parsed = parseTopic(topic);
  if (parsed === undefined || !isInbound(parsed.name) || parsed.door === '+') return undefined;
  const { name, venue, door } = parsed;
  const message = { name, venue, payload: decodePayload(name, payload.toString('utf8')) };
  return { ...message, ...(door === undefined ? {} : { door }) } as Inbound; // Decoded by the schema of this very name.
}
