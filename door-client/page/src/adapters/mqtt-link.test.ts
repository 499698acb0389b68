import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { composeBroker, type Broker } from '@tanglegate/broker/compose';
import { systemClock } from '@tanglegate/core/clock';
import { doorCredentialSchema, type DoorCredential } from '@tanglegate/core/http/doors';
import { doorIdSchema, venueIdSchema } from '@tanglegate/core/ids';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import { scanSchema } from '@tanglegate/core/mqtt/scan';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import type { Answer } from '@tanglegate/core/mqtt/verdict';
import type { Link, LinkState } from '../ports/link.ts';
import { admit, SCAN_ID } from '../testing/verdicts.ts';
import { openMqttLink, socketUrl } from './mqtt-link.ts';

const venue = venueIdSchema.parse('arena');
const door = doorIdSchema.parse('north-2');
const place = { venue, door };
const scan = scanSchema.parse({ id: SCAN_ID, pass: 'TG1: A ', at: 1, direction: 'in' });

interface Bench {
  readonly broker: Broker;
  readonly credential: DoorCredential;
}

async function startBroker(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-door-page-'));
  const broker = await composeBroker({ folder, mqttPort: 0 }, { log: pino({ level: 'silent' }) });
  onTestFinished(async () => {
    await broker.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const issued = await broker.credentials.issueDoor({ ...place, label: 'a test' });
  const names = { doorName: 'North 2', zoneName: 'Main hall' };
  return {
    broker,
    credential: doorCredentialSchema.parse({ ...place, ...names, ...issued, mqttUrl: broker.tcpUrl }),
  };
}

/** Somebody else on the broker, with another client of the same kind. */
async function meet(broker: Broker, principal: Principal, topic: string) {
  const issued = broker.credentials.issue(principal, 'a test');
  const client: MqttClient = await mqtt.connectAsync(broker.tcpUrl, issued);
  onTestFinished(() => void client.end(true));
  const received: { text: string; retain: boolean }[] = [];
  client.on('message', (_, payload, { retain }) => received.push({ text: payload.toString(), retain }));
  await client.subscribeAsync(topic, { qos: 1 });
  return { client, received };
}

function open(credential: DoorCredential) {
  const states: LinkState['state'][] = [];
  const answers: Answer[] = [];
  const reports: unknown[] = [];
  const link: Link = openMqttLink(
    { credential, pageUrl: 'http://127.0.0.1/door/', clock: systemClock, clientId: 'page', version: 'test' },
    {
      onState: ({ state }) => states.push(state),
      onAnswer: (answer) => answers.push(answer),
      onGateReport: (report) => reports.push(report),
    },
  );
  onTestFinished(link.close);
  const isOnline = async (): Promise<void> => {
    await vi.waitFor(() => {
      expect(states.at(-1)).toBe('online');
    }, 10_000);
  };
  return { link, states, answers, reports, isOnline };
}

test('a scan goes out as it is, and its verdict comes back', async () => {
  const { broker, credential } = await startBroker();
  const validator = await meet(broker, { role: 'validator', venue }, topicOf('scan', place));
  const page = open(credential);
  await page.isOnline();
  page.link.publishScan(scan);
  await vi.waitFor(() => {
    expect(validator.received.map(({ text }) => JSON.parse(text) as unknown)).toEqual([scan]);
  });
  const warned = vi.spyOn(console, 'warn').mockReturnValue();
  const topic = topicOf('verdict', place);
  await validator.client.publishAsync(topic, 'no verdict at all', { qos: 1 });
  await validator.client.publishAsync(topic, JSON.stringify(admit()), { qos: 1 });
  await vi.waitFor(() => {
    expect(page.answers).toEqual([admit()]);
  });
  expect(warned).toHaveBeenCalledOnce();
});

test('a gate report reaches the page', async () => {
  const { broker, credential } = await startBroker();
  const page = open(credential);
  await page.isOnline();
  const gate = await meet(broker, { role: 'gate', ...place }, topicOf('verdict', place));
  const report = { scan: SCAN_ID, outcome: 'opened', at: 5 };
  await gate.client.publishAsync(topicOf('gate', place), JSON.stringify(report), { qos: 1 });
  await vi.waitFor(() => {
    expect(page.reports).toEqual([report]);
  });
});

test('its status is kept by the broker: online while it is there, offline once it has gone', async () => {
  const { broker, credential } = await startBroker();
  const page = open(credential);
  await page.isOnline();
  const checkout = await meet(broker, { role: 'checkout' }, topicOf('status', place));
  const states = (): unknown[] =>
    checkout.received.map(({ text }) => (JSON.parse(text) as { state: string }).state);
  await vi.waitFor(() => {
    expect(states()).toEqual(['online']);
  });
  expect(checkout.received[0]?.retain).toBe(true);
  page.link.close();
  await vi.waitFor(() => {
    expect(states()).toEqual(['online', 'offline']);
  });
});

test('a door whose credential was withdrawn is told so, and keeps asking', async () => {
  const { broker, credential } = await startBroker();
  const page = open(credential);
  await page.isOnline();
  broker.credentials.revoke(credential.username);
  await vi.waitFor(() => {
    expect(page.states).toEqual(['online', 'offline', 'refused']);
  }, 10_000);
});

test.each([
  ['/mqtt', 'https://tickets.example/door/#x', 'wss://tickets.example/mqtt'],
  ['/mqtt', 'http://127.0.0.1:8080/door/', 'ws://127.0.0.1:8080/mqtt'],
  ['wss://venue.example/mqtt', 'https://tickets.example/door/', 'wss://venue.example/mqtt'],
])('%s on %s is %s', (mqttUrl, pageUrl, url) => {
  expect(socketUrl(mqttUrl, pageUrl)).toBe(url);
});
