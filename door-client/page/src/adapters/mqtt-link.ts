import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import type { Clock } from '@tanglegate/core/clock';
import type { DoorCredential } from '@tanglegate/core/http/doors';
import { decodePayload, outgoingMessage } from '@tanglegate/core/mqtt/payload';
import type { DoorStatus } from '@tanglegate/core/mqtt/status';
import { parseTopic, topicOf } from '@tanglegate/core/mqtt/topic-table';
import type { Link, LinkEvents, LinkState } from '../ports/link.ts';

interface Connection {
  readonly credential: DoorCredential;
  /** Of the page: `mqttUrl` may be a path of the same origin. */
  readonly pageUrl: string;
  readonly clock: Clock;
  /** Told apart from other pages of the same door, so that brokers do not throw one out for the other. */
  readonly clientId: string;
  readonly version: string;
}

/** Seconds. A broker that is gone is noticed within one and a half of them. */
const KEEPALIVE_S = 5;
const RETRY_MS = 1_000;
const CONNECT_PATIENCE_MS = 4_000;
/** CONNACK return codes of MQTT 3.1.1, §3.2.2.3: bad user name or password, not authorized. */
const REFUSALS: readonly unknown[] = [4, 5];

export function openMqttLink(connection: Connection, events: LinkEvents): Link {
  const { credential, clock } = connection;
  const place = { venue: credential.venue, door: credential.door };
  const filters = [topicOf('verdict', place), topicOf('gate', place)];
  let last: LinkState = { state: 'connecting', since: clock.now() };
  const say = (state: LinkState): void => {
    last = state;
    events.onState(state);
  };
  const lose = (state: 'offline' | 'refused'): void => {
    const since = last.state === 'online' ? clock.now() : last.since;
    // A refusal is followed by a close, which says less.
    if (last.state === 'refused' && state === 'offline') return;
    if (last.state !== state) say({ state, since });
  };

  const client = mqtt.connect(socketUrl(credential.mqttUrl, connection.pageUrl), optionsFor(connection));
  client.on('connect', () => {
    void greet(client, filters, () => outgoingMessage('status', place, onlineStatus(connection))).then(
      () => {
        say({ state: 'online' });
      },
      () => {
        lose('refused');
      },
    );
  });
  client.on('close', () => {
    lose('offline');
  });
  client.on('error', (error) => {
    if ('code' in error && REFUSALS.includes(error.code)) lose('refused');
  });
  client.on('message', (topic, payload, packet) => {
    // A retained verdict is an old one, whoever kept it (DESIGN §6).
    if (!packet.retain) hear(topic, payload.toString(), events);
  });

  return {
    publishScan: (scan) => {
      const message = outgoingMessage('scan', place, scan);
      client.publish(message.topic, message.payload, message.options);
    },
    close: () => {
      const message = outgoingMessage('status', place, { state: 'offline' });
      if (client.connected) client.publish(message.topic, message.payload, message.options);
      client.end();
    },
  };
}

function onlineStatus({ clock, version }: Connection): DoorStatus {
  return { state: 'online', at: clock.now(), version };
}

/** Subscribes before saying `online`: from then on a scan's answer can reach us. */
async function greet(
  client: MqttClient,
  filters: string[],
  status: () => ReturnType<typeof outgoingMessage>,
): Promise<void> {
  await client.subscribeAsync(filters, { qos: 1 });
  const { topic, payload, options } = status();
  await client.publishAsync(topic, payload, options);
}

function hear(topic: string, text: string, events: LinkEvents): void {
  const name = parseTopic(topic)?.name;
  try {
    if (name === 'verdict') events.onAnswer(decodePayload('verdict', text));
    if (name === 'gate') events.onGateReport(decodePayload('gate', text));
  } catch (thrown) {
    // No verdict of ours. The scan stays unanswered, and is sent again.
    console.warn(thrown); // eslint-disable-line no-console -- whoever runs the broker looks here
  }
}

function optionsFor({ credential, clientId }: Connection): IClientOptions {
  const place = { venue: credential.venue, door: credential.door };
  const will = outgoingMessage('status', place, { state: 'offline' });
  return {
    protocolVersion: 4,
    clean: true,
    clientId,
    username: credential.username,
    password: credential.password,
    keepalive: KEEPALIVE_S,
    connectTimeout: CONNECT_PATIENCE_MS,
    reconnectPeriod: RETRY_MS,
    reconnectOnConnackError: true,
    // We subscribe after each connect ourselves, and publish only while connected.
    resubscribe: false,
    queueQoSZero: false,
    // Its other timer is a worker made of a blob, which our Content-Security-Policy refuses.
    timerVariant: 'native',
    will: { topic: will.topic, payload: will.payload, ...will.options },
  };
}

export function socketUrl(mqttUrl: string, pageUrl: string): string {
  const url = new URL(mqttUrl, pageUrl);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  url.hash = '';
  return url.href;
}
