import { messageOf } from '@tanglegate/core/errors';
import type { DoorId } from '@tanglegate/core/ids';
import { decodePayload } from '@tanglegate/core/mqtt/payload';
import { parseTopic, type ParsedTopic } from '@tanglegate/core/mqtt/topic-table';
import type { Log } from '../../ports/log.ts';
import type { VenueListener } from '../../ports/venue-bus.ts';

type Parsed = ParsedTopic | undefined;

/** Turns what arrives into calls of the listener. What is retained, foreign or malformed is dropped, and logged. */
export function makeHearMessage(listener: VenueListener, log: Log) {
  // Doors speak on a handful of topics: each is taken apart once.
  const topics = new Map<string, Parsed>();
  const parse = (topic: string): Parsed => {
    if (!topics.has(topic)) topics.set(topic, parseTopic(topic));
    return topics.get(topic);
  };
  return (topic: string, payload: Buffer, retain: boolean): void => {
    const parsed = parse(topic);
    if (parsed === undefined || (retain && parsed.name !== 'registerHead')) {
      log.warn({ topic, retain }, 'a message that nobody should send was dropped');
      return;
    }
    const door = parsed.door === '+' ? undefined : parsed.door;
    try {
      dispatch(listener, parsed.name, door, payload.toString('utf8'));
    } catch (error) {
      log.warn({ topic, why: messageOf(error) }, 'a malformed message was dropped');
    }
  };
}

function dispatch(
  listener: VenueListener,
  name: ParsedTopic['name'],
  door: DoorId | undefined,
  text: string,
): void {
  if (name === 'scan' && door !== undefined) listener.scan(door, text);
  else if (name === 'gate' && door !== undefined) listener.gate(door, decodePayload('gate', text));
  else if (name === 'register') listener.register(decodePayload('register', text));
  else if (name === 'registerHead') listener.registerHead(decodePayload('registerHead', text));
  else if (name === 'admissionsAck') listener.admissionsAck(decodePayload('admissionsAck', text));
}
