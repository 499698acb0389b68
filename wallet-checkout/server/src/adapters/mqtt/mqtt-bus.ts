import { millis, type Clock } from '@tanglegate/core/clock';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { VenueId } from '@tanglegate/core/ids';
import { decodePayload, outgoingMessage } from '@tanglegate/core/mqtt/payload';
import { parseTopic, topicOf, type TopicName } from '@tanglegate/core/mqtt/topic-table';
import { connect, type MqttClient } from 'mqtt';
import type { Log } from '../../ports/log.ts';
import type { Inbound, InboundTopic, VenueBus } from '../../ports/venue-bus.ts';

export interface BrokerAccess {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

const INBOUND: readonly InboundTopic[] = ['registerAck', 'admissions', 'admissionsHead', 'gate', 'status'];
const PER_DOOR: ReadonlySet<TopicName> = new Set<TopicName>(['gate', 'status']);
const isInbound = (name: TopicName): name is InboundTopic => (INBOUND as readonly TopicName[]).includes(name);

const filtersOf = (venue: VenueId): string[] =>
  INBOUND.map((name) => topicOf(name, PER_DOOR.has(name) ? { venue, door: '+' } : { venue }));

/** @throws TanglegateError `payload-malformed` */
function readMessage(topic: string, payload: Buffer): Inbound | undefined {
  const parsed = parseTopic(topic);
  if (parsed === undefined || !isInbound(parsed.name) || parsed.door === '+') return undefined;
  const { name, venue, door } = parsed;
  const message = { name, venue, payload: decodePayload(name, payload.toString('utf8')) };
  return { ...message, ...(door === undefined ? {} : { door }) } as Inbound; // Decoded by the schema of this very name.
}

/** MQTT 3.1.1 with a clean session: what was missed is asked for by number, not kept by the broker. */
export function mqttBus(access: BrokerAccess, { clock, log }: { clock: Clock; log: Log }): MqttBus {
  const client: MqttClient = connect(access.url, {
    protocolVersion: 4,
    clean: true,
    username: access.username,
    password: access.password,
    reconnectPeriod: 1_000,
    connectTimeout: 5_000,
    queueQoSZero: false,
    resubscribe: false,
  });
  const venues = new Set<VenueId>();
  const messageListeners: ((message: Inbound) => void)[] = [];
  const connectedListeners: (() => void)[] = [];
  let away = { since: clock.now(), why: 'not connected yet' };

  async function subscribe(some: Iterable<VenueId>): Promise<void> {
    const filters = [...some].flatMap(filtersOf);
    if (filters.length > 0) await client.subscribeAsync(filters, { qos: 1 });
    for (const listener of connectedListeners) listener();
  }
  function subscribeOrSay(some: Iterable<VenueId>): void {
    subscribe(some).catch((error: unknown) => {
      log.error({ error: messageOf(error) }, 'the broker refuses what the checkout must read');
    });
  }
  function leave(why: string): void {
    if (!client.connected && away.why === why) return;
    away = { since: millis(clock.now()), why };
  }
  client.on('connect', () => {
    log.info({ broker: access.url }, 'connected to the broker');
    subscribeOrSay(venues);
  });
  client.on('close', () => {
    leave('the connection is closed');
  });
  client.on('error', (error) => {
    leave(messageOf(error) || 'the broker cannot be reached');
    log.warn({ error: messageOf(error) }, 'trouble with the broker');
  });
  client.on('message', (topic, payload) => {
    try {
      const message = readMessage(topic, payload);
      if (message !== undefined) for (const listener of messageListeners) listener(message);
    } catch (error) {
      log.warn({ topic, error: messageOf(error) }, 'a message is ignored');
    }
  });
  return {
    async publish(name, place, payload) {
      if (!client.connected)
        throw new TanglegateError('broker-unreachable', `The broker cannot be reached: ${away.why}.`);
      const message = outgoingMessage(name, place, payload);
      await client.publishAsync(message.topic, message.payload, message.options);
    },
    watch(venue) {
      if (venues.has(venue)) return;
      venues.add(venue);
      if (client.connected) subscribeOrSay([venue]);
    },
    onMessage: (listener) => void messageListeners.push(listener),
    onConnected: (listener) => void connectedListeners.push(listener),
    health: () => (client.connected ? { connected: true } : { connected: false, ...away }),
    close: async () => {
      await client.endAsync(true);
    },
  };
}

export interface MqttBus extends VenueBus {
  close(): Promise<void>;
}
