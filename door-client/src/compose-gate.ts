import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock, type Clock } from '@tanglegate/core/clock';
import { messageOf } from '@tanglegate/core/errors';
import type { DoorId, VenueId } from '@tanglegate/core/ids';
import { decodePayload, outgoingMessage } from '@tanglegate/core/mqtt/payload';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { MqttLink, type MqttAccount } from './adapters/mqtt-link.ts';
import { createMqttRelay } from './adapters/mqtt-relay.ts';
import { SqlitePulseJournal } from './adapters/pulse-journal.ts';
import { createSimulatedGate } from './adapters/simulated-gate.ts';
import { steadyClock } from './adapters/steady-clock.ts';
import type { GateKind } from './domain/gate-kind.ts';
import type { Gate } from './ports/gate.ts';
import type { Log } from './ports/log.ts';
import { GateDriver } from './use-cases/drive-gate.ts';

/** For the last report's acknowledgement; it is in the journal in any case. */
const PATIENCE_AT_THE_END_MS = 500;

export interface GateSettings {
  readonly venue: VenueId;
  readonly door: DoorId;
  readonly mqtt: MqttAccount;
  /** Of all gate drivers: each keeps a folder `gate-<door>` in it. */
  readonly dataFolder: string;
  readonly gate: GateKind;
}

export interface RunningGate {
  /** Lets a pulse that has begun end, unless it is the simulated gate's. */
  close(): Promise<void>;
}

/** Opens one door's gate on its verdicts. Returns at once; it connects, and reconnects, by itself. */
export function composeGate(
  settings: GateSettings,
  { log, clock = systemClock }: { log: Log; clock?: Clock },
): RunningGate {
  const { venue, door } = settings;
  const place = { venue, door };
  const link = new MqttLink({ account: settings.mqtt, log });
  const journal = new SqlitePulseJournal(join(settings.dataFolder, `gate-${door}`));
  const gate = createGate(settings.gate, link, log);
  const reportLink = {
    get isConnected() {
      return link.isConnected;
    },
    publishReport: (report: Parameters<typeof journal.finish>[0]) =>
      link.publish(outgoingMessage('gate', place, report)),
  };
  const driver = new GateDriver({ gate, journal, link: reportLink, log, clock, steadyClock });
  link.subscribe(topicOf('verdict', place), (text, message) => {
    try {
      driver.receive(decodePayload('verdict', text), message);
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'a message on the verdict topic is no verdict');
    }
  });
  link.open({
    onConnected: () => {
      log.info({ door, gate: settings.gate.kind }, 'the gate driver listens to its door');
      driver.tell();
    },
  });
  return {
    close: async () => {
      gate.close();
      await Promise.race([driver.whenIdle(), wait(PATIENCE_AT_THE_END_MS, undefined, { ref: false })]);
      await link.close();
      journal.close();
    },
  };
}

function createGate(kind: GateKind, link: MqttLink, log: Log): Gate {
  switch (kind.kind) {
    case 'simulated':
      return createSimulatedGate({ movesForMs: kind.movesForMs ?? 800, log });
    case 'mqtt-relay':
      return createMqttRelay(link, {
        prefix: kind.prefix,
        command: kind.command ?? 'ON',
        acknowledgement: kind.acknowledgement ?? 'ON',
        timeoutMs: kind.timeoutMs ?? 2_000,
      });
  }
}
