import { messageOf } from '@tanglegate/core/errors';
import { SECOND } from '@tanglegate/core/clock';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { AddressPool } from './ports/address-pool.ts';
import type { DoorLog } from './ports/door-log.ts';
import type { Ledger } from './ports/ledger.ts';
import type { RegisterStore } from './ports/register-store.ts';
import type { Inbound, VenueBus } from './ports/venue-bus.ts';
import { advanceOrders, expireOrders, type AdvanceParts } from './use-cases/advance-orders.ts';
import { endCatchingUp } from './use-cases/end-catching-up.ts';
import { followLedger, type Follower } from './use-cases/follow-ledger.ts';
import { publishRegister, type Publisher } from './use-cases/publish-register.ts';
import { repeat, type Repeated } from './use-cases/repeat.ts';
import { watchPool } from './use-cases/watch-pool.ts';
import { takeDoorMessage } from './use-cases/take-door-facts.ts';

export interface BackgroundParts extends AdvanceParts {
  readonly ledger: Ledger;
  readonly bus: VenueBus;
  readonly register: RegisterStore;
  readonly doorLog: DoorLog;
  readonly pollMs: number;
  readonly pool: AddressPool;
  readonly organiser: OrganiserId;
  readonly lowPool: number;
}

/** How long a reader may take to acknowledge before it is sent the same again. */
const PATIENCE_MS = 2 * SECOND;
const REMIND_MS = 5 * SECOND;
const SWEEP_MS = SECOND;
const WATCH_POOL_MS = 10 * SECOND;
/** What another process imported into the same database is noticed after so long. */
const LOOK_MS = 2 * SECOND;

export interface Background {
  start(): void;
  stop(): Promise<void>;
}

export function composeFollower(parts: BackgroundParts): Follower {
  const { ledger, store, clock, changes, log, pollMs } = parts;
  const advance = (): Promise<number> => advanceOrders(parts);
  return followLedger({ ledger, store, clock, changes, log, advance, pollMs, random: Math.random });
}

function sweep(follower: Follower, parts: BackgroundParts): () => Promise<void> {
  return async () => {
    const knownUntil = follower.knownUntil();
    if (knownUntil !== undefined) await expireOrders(knownUntil, parts);
  };
}

function takeMessages(publisher: Publisher, parts: BackgroundParts): void {
  const { bus, log, changes } = parts;
  const take = async (message: Inbound): Promise<void> => {
    if (message.name !== 'registerAck') {
      await takeDoorMessage(message, parts);
      return;
    }
    await publisher.acknowledge(message.venue, message.payload);
    changes.tell('readers', undefined);
  };
  bus.onMessage((message) => {
    take(message).catch((error: unknown) => {
      const { name, venue } = message;
      log.warn({ topic: name, venue, error: messageOf(error) }, 'a message could not be dealt with');
    });
  });
}

/** Everything that one checkout at a time does by itself: the ledger followed, holds ended, the register published, the doors listened to. */
export function composeBackground(follower: Follower, parts: BackgroundParts): Background {
  const { bus, register, store, clock, log, changes } = parts;
  const listVenues = () => store.read.catalogue.listVenues();
  const publisher = publishRegister({ register, bus, listVenues, clock, log, patienceMs: PATIENCE_MS });
  const repeated: Repeated[] = [];
  const say = (what: string, work: Promise<void>): void => {
    work.catch((error: unknown) => {
      log.warn({ error: messageOf(error) }, what);
    });
  };
  const wake = (): void => {
    say('register entries wait to be numbered', publisher.wake());
  };
  const look = async (): Promise<void> => {
    for (const venue of await listVenues()) bus.watch(venue);
    await publisher.wake();
  };
  const unsubscribes = [
    changes.on('register', wake),
    changes.on('catalogue', () => {
      say('new venues are noticed a little later', look());
    }),
  ];
  return {
    start() {
      takeMessages(publisher, parts);
      bus.onConnected(() => {
        say('the broker did not take the register heads', publisher.sayHeads());
      });
      repeated.push(
        repeat('looking for imported events', LOOK_MS, look, log),
        repeat('watching the address pool', WATCH_POOL_MS, watchPool(parts), log),
        repeat('ending the catch-up', SWEEP_MS, endCatchingUp(follower.knownUntil, parts), log),
        repeat('ending holds', SWEEP_MS, sweep(follower, parts), log),
        repeat('reminding register readers', REMIND_MS, () => publisher.remind(), log),
      );
      follower.start();
    },
    async stop() {
      for (const unsubscribe of unsubscribes) unsubscribe();
      await Promise.all([follower.stop(), ...repeated.map((one) => one.stop())]);
      await publisher.wake();
    },
  };
}
