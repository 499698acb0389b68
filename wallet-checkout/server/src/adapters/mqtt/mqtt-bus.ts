import { Socket } from 'node:net';
import type { Clock, Millis } from '@tanglegate/core/clock';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { VenueId } from '@tanglegate/core/ids';
import { outgoingMessage } from '@tanglegate/core/mqtt/payload';
import { connect, type MqttClient } from 'mqtt';
import type { Log } from '../../ports/log.ts';
import type { Inbound, VenueBus } from '../../ports/venue-bus.ts';
import { filtersOf, readMessage } from './read-message.ts';

export interface BrokerAccess {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

export interface MqttBus extends VenueBus {
  close(): Promise<void>;
}

/** MQTT 3.1.1 with a clean session: what was missed is asked for by number, not kept by the broker. */
function openClient({ url, username, password }: BrokerAccess): MqttClient {
  return connect(url, {
    protocolVersion: 4,
    clean: true,
    username,
    password,
    reconnectPeriod: 1_000,
    connectTimeout: 5_000,
    queueQoSZero: false,
    resubscribe: false,
  });
}

/** Why, and since when, there is no connection. */
function watchAbsence(client: MqttClient, { clock, log }: { clock: Clock; log: Log }) {
  let absence: { since: Millis; why: string } | undefined = {
    since: clock.now(),
    why: 'it has not answered yet',
  };
  const leave = (why: string): void => {
    absence = { since: absence?.since ?? clock.now(), why };
  };
  client.on('connect', () => {
    absence = undefined;
  });
  client.on('close', () => {
    if (absence === undefined) leave('the connection was closed');
  });
  client.on('error', (error) => {
    const why = messageOf(error) === '' ? 'it cannot be reached' : messageOf(error);
    if (absence?.why !== why) log.warn({ error: why }, 'trouble with the broker');
    leave(why);
  });
  return () => absence;
}

function listen(client: MqttClient, log: Log): (listener: (message: Inbound) => void) => void {
  const listeners: ((message: Inbound) => void)[] = [];
  client.on('message', (topic, payload) => {
    try {
      const message = readMessage(topic, payload);
      if (message !== undefined) for (const listener of listeners) listener(message);
    } catch (error) {
      log.warn({ topic, error: messageOf(error) }, 'a message is ignored');
    }
  });
  return (listener) => {
    listeners.push(listener);
  };
}

export function mqttBus(access: BrokerAccess, { clock, log }: { clock: Clock; log: Log }): MqttBus {
  const client = openClient(access);
  const absence = watchAbsence(client, { clock, log });
  const onMessage = listen(client, log);
  const venues = new Set<VenueId>();
  const connectedListeners: (() => void)[] = [];

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
  client.on('connect', () => {
    // Nagle's algorithm holds a batch back behind the acknowledgement written just before it: 40 ms for each.
    if (client.stream instanceof Socket) client.stream.setNoDelay(true);
    log.info({ broker: access.url }, 'connected to the broker');
    subscribeOrSay(venues);
  });
  return {
    async publish(name, place, payload) {
      const away = absence();
      if (away !== undefined)
        throw new TanglegateError('broker-unreachable', `The broker cannot be reached: ${away.why}.`);
      const message = outgoingMessage(name, place, payload);
      await client.publishAsync(message.topic, message.payload, message.options);
    },
    watch(venue) {
      if (venues.has(venue)) return;
      venues.add(venue);
      if (client.connected) subscribeOrSay([venue]);
    },
    onMessage,
    onConnected: (listener) => void connectedListeners.push(listener),
    health() {
      const away = absence();
      return away === undefined ? { connected: true } : { connected: false, ...away };
    },
    close: async () => {
      await client.endAsync(true);
    },
  };
}
