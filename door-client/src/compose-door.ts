import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '@tanglegate/core/clock';
import { messageOf } from '@tanglegate/core/errors';
import type { DoorCredential } from '@tanglegate/core/http/doors';
import { scanIdSchema, type DoorId, type VenueId } from '@tanglegate/core/ids';
import { decodePayload, outgoingMessage } from '@tanglegate/core/mqtt/payload';
import type { Direction, Scan } from '@tanglegate/core/mqtt/scan';
import type { DoorStatus } from '@tanglegate/core/mqtt/status';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { MqttLink } from './adapters/mqtt-link.ts';
import { steadyClock } from './adapters/steady-clock.ts';
import type { Display } from './ports/display.ts';
import type { Log } from './ports/log.ts';
import { DoorSession } from './use-cases/door-session.ts';

const TICK_MS = 200;
const GOODBYE_MS = 300;
const VERSION = 'headless-1';

export interface DoorSettings {
  /** `mqttUrl` absolute: `ws:`, `wss:`, `mqtt:` or `mqtts:`. */
  readonly credential: DoorCredential;
  readonly direction: Direction;
  readonly staff?: string;
}

export interface RunningDoor {
  /** One code, as the hand scanner typed it. */
  readLine(line: string): void;
  /** Scans without an answer so far. */
  readonly waiting: number;
  /** Scans that still wait are given up. */
  close(): Promise<void>;
}

/** A door without a page. Returns at once; it connects, and reconnects, by itself. */
export function composeDoor(
  { credential, direction, staff }: DoorSettings,
  { display, log }: { display: Display; log: Log },
): RunningDoor {
  const place = { venue: credential.venue, door: credential.door };
  const link = new MqttLink({
    account: { url: credential.mqttUrl, username: credential.username, password: credential.password },
    will: outgoingMessage('status', place, { state: 'offline' }),
    log,
  });
  const session = new DoorSession({
    link: {
      get isConnected() {
        return link.isConnected;
      },
      publishScan: (scan: Scan) => {
        // Whether it arrived, only the verdict tells; silence sends it again.
        link.publish(outgoingMessage('scan', place, scan)).catch(() => undefined);
      },
    },
    display,
    newScanId: () => scanIdSchema.parse(randomUUID()),
    clock: systemClock,
    steadyClock,
    direction,
    ...(staff === undefined ? {} : { staff }),
  });
  listen(link, session, { place, log });
  link.open({
    onConnected: () => {
      void sayStatus(link, place, { state: 'online', at: systemClock.now(), version: VERSION });
      display.show({ kind: 'connected', door: credential.doorName });
      session.reconnect();
    },
    onLost: () => {
      display.show({ kind: 'connection-lost', since: systemClock.now() });
    },
    onRefused: () => {
      display.show({ kind: 'credential-refused' });
    },
  });
  const ticking = setInterval(() => {
    session.tick();
  }, TICK_MS);
  return {
    readLine: (line) => {
      session.readLine(line);
    },
    get waiting() {
      return session.waiting;
    },
    close: async () => {
      clearInterval(ticking);
      const goodbye = sayStatus(link, place, { state: 'offline' });
      await Promise.race([goodbye, wait(GOODBYE_MS, undefined, { ref: false })]);
      await link.close();
    },
  };
}

interface Place {
  readonly venue: VenueId;
  readonly door: DoorId;
}

function listen(link: MqttLink, session: DoorSession, { place, log }: { place: Place; log: Log }): void {
  link.subscribe(topicOf('verdict', place), (text, message) => {
    try {
      session.receive(decodePayload('verdict', text), message);
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'a message on the verdict topic is no verdict');
    }
  });
}

/** What does not arrive is said again on the next connection, or by the last will. */
async function sayStatus(link: MqttLink, place: Place, status: DoorStatus): Promise<void> {
  await link.publish(outgoingMessage('status', place, status)).catch(() => undefined);
}
