import { join } from 'node:path';
import { millis } from '@tanglegate/core/clock';
import { outgoingMessage } from '@tanglegate/core/mqtt/payload';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SqlitePulseJournal } from './adapters/pulse-journal.ts';
import { composeGate, type GateSettings, type RunningGate } from './compose-gate.ts';
import { admit, newFolder, place, refuse, scanId, Venue } from './testing/venue.ts';

const RELAY = 'relays/north-1';
const simulated = { kind: 'simulated', movesForMs: 5 } as const;

/** A driver that is listening, and what it logs. */
async function startGate(
  venue: Venue,
  change: Partial<GateSettings> = {},
): Promise<RunningGate & { logged: string[]; settings: GateSettings }> {
  const mqtt = venue.account({ role: 'gate', ...place, relayPrefix: RELAY });
  const settings = { ...place, mqtt, dataFolder: newFolder(), gate: simulated, ...change };
  const logged: string[] = [];
  const log = pino({}, { write: (line: string) => logged.push(line) });
  const gate = composeGate(settings, { log });
  onTestFinished(() => gate.close().catch(() => undefined)); // Some tests close it themselves.
  await vi.waitFor(() => {
    expect(logged.join('')).toContain('listens to its door');
  });
  return { ...gate, logged, settings };
}

test('an ADMIT opens the gate, and an independent client sees the report', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  const reports = await venue.observe('gate');
  await startGate(venue);
  await validator.say(admit(scanId(1)));
  await vi.waitFor(() => {
    expect(reports).toMatchObject([{ scan: scanId(1), outcome: 'opened' }]);
  });
});

test('the same scan opens once, however often its verdict comes, and after a restart; a repeat of a new scan opens again', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  const reports = await venue.observe('gate');
  const first = await startGate(venue);
  for (let i = 0; i < 5; i++) await validator.say(admit(scanId(1)));
  await vi.waitFor(() => {
    expect(reports).toHaveLength(1);
  });
  await first.close();
  const { logged } = await startGate(venue, first.settings);
  await validator.say(admit(scanId(1)));
  await validator.say(admit(scanId(2), { repeat: true }));
  await vi.waitFor(() => {
    expect(reports).toMatchObject([{ scan: scanId(1) }, { scan: scanId(2), outcome: 'opened' }]);
  });
  expect(logged.join('')).toContain('was opened for this scan before');
});

test('refusals, stale verdicts and other people’s words do not open', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  const reports = await venue.observe('gate');
  const { logged } = await startGate(venue);
  await validator.say(refuse(scanId(1)));
  await validator.say(admit(scanId(2), { expiresAt: 2_000 }));
  await validator.client.publishAsync(topicOf('verdict', place), 'open sesame', { qos: 1 });
  await validator.say(admit(scanId(4), { direction: 'out' }));
  await vi.waitFor(() => {
    expect(reports).toMatchObject([{ scan: scanId(4) }]);
  });
  expect(logged.join('')).toContain('no verdict');
});

test('a report that nobody could hear is told when broker and driver are back', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  const first = await startGate(venue, { gate: { kind: 'simulated', movesForMs: 300 } });
  await validator.say(admit(scanId(1)));
  await vi.waitFor(() => {
    expect(first.logged.join('')).toContain('simulated gate: open');
  });
  await venue.stopBroker();
  await vi.waitFor(() => {
    expect(first.logged.join('')).toContain('the gate opened');
  });
  await first.close();
  await venue.startBroker();
  const reports = await venue.observe('gate');
  await startGate(venue, first.settings);
  await vi.waitFor(() => {
    expect(reports).toMatchObject([{ scan: scanId(1), outcome: 'opened' }]);
  });
});

test('a driver that died in the middle of a pulse says so, and does not open again for that scan', async () => {
  const venue = await Venue.start();
  const dataFolder = newFolder();
  const journal = new SqlitePulseJournal(join(dataFolder, `gate-${place.door}`));
  journal.begin(scanId(1), millis(1_000));
  journal.close();
  const validator = await venue.connectValidator();
  const reports = await venue.observe('gate');
  await startGate(venue, { dataFolder });
  await validator.say(admit(scanId(1)));
  await validator.say(admit(scanId(2)));
  await vi.waitFor(() => {
    expect(reports).toMatchObject([
      { scan: scanId(1), outcome: 'failed', why: 'the gate driver was restarted before the gate answered' },
      { scan: scanId(2), outcome: 'opened' },
    ]);
  });
});

test('a relay opens when it says so, and the command is not retained', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  const reports = await venue.observe('gate');
  const relay = await venue.connect({ role: 'relay', relayPrefix: RELAY });
  const commands: unknown[] = [];
  relay.on('message', (topic, payload, { retain, qos }) => {
    commands.push({ topic, text: payload.toString(), retain, qos });
    relay.publish(`${RELAY}/state`, 'ON', { qos: 1 });
  });
  await relay.subscribeAsync(`${RELAY}/set`, { qos: 1 });
  await startGate(venue, { gate: { kind: 'mqtt-relay', prefix: RELAY } });
  await validator.say(admit(scanId(1)));
  await vi.waitFor(() => {
    expect(reports).toMatchObject([{ scan: scanId(1), outcome: 'opened' }]);
  });
  expect(commands).toEqual([{ topic: `${RELAY}/set`, text: 'ON', retain: false, qos: 1 }]);
  const late = await venue.connect({ role: 'relay', relayPrefix: RELAY });
  const kept: string[] = [];
  late.on('message', (topic) => kept.push(topic));
  await late.subscribeAsync(`${RELAY}/#`, { qos: 1 });
  await late.publishAsync(`${RELAY}/last`, 'x', { qos: 1 });
  await vi.waitFor(() => {
    expect(kept).toEqual([`${RELAY}/last`]);
  });
});

test('a relay that stays silent, or only has an old state to show, is reported as failed; the same scan does not try again', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  const reports = await venue.observe('gate');
  const relay = await venue.connect({ role: 'relay', relayPrefix: RELAY });
  await relay.publishAsync(`${RELAY}/state`, 'ON', { qos: 1, retain: true });
  await startGate(venue, { gate: { kind: 'mqtt-relay', prefix: RELAY, timeoutMs: 200 } });
  await validator.say(admit(scanId(1)));
  await vi.waitFor(() => {
    expect(reports).toMatchObject([
      { outcome: 'failed', why: `the relay did not answer within 200 ms on ${RELAY}/state` },
    ]);
  });
  await validator.say(admit(scanId(1)));
  await validator.say(admit(scanId(2)));
  await vi.waitFor(() => {
    expect(reports.map(({ scan }) => scan)).toEqual([scanId(1), scanId(2)]);
  });
});

test('nobody but a validator makes it open', async () => {
  const venue = await Venue.start();
  const reports = await venue.observe('gate');
  const validator = await venue.connectValidator();
  await startGate(venue);
  const { topic, payload, options } = outgoingMessage('verdict', place, admit(scanId(1)));
  const forger = await venue.connect({ role: 'door', ...place });
  forger.publish(topic, payload, options);
  await validator.say(admit(scanId(2)));
  await vi.waitFor(() => {
    expect(reports).toMatchObject([{ scan: scanId(2) }]);
  });
});
