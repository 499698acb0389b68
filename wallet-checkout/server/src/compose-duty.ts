import { SECOND } from '@tanglegate/core/clock';
import { ownDuty, postgresDuty } from './adapters/database/duty-lock.ts';
import type { MqttBus } from './adapters/mqtt/mqtt-bus.ts';
import { composeBackground, composeFollower, type BackgroundParts } from './compose-background.ts';
import type { DatabaseSettings } from './database-settings.ts';
import type { FollowHealth } from './ports/ledger-health.ts';
import type { VenueBus } from './ports/venue-bus.ts';
import type { Follower } from './use-cases/follow-ledger.ts';
import { keepDuty, type Term } from './use-cases/keep-duty.ts';
import type { Repeated } from './use-cases/repeat.ts';
import { watchFollower } from './use-cases/watch-follower.ts';

/** So long after a checkout has died, another takes its place at most. */
const RETRY_MS = SECOND;

export interface DutyParts extends Omit<BackgroundParts, 'bus'> {
  readonly database: DatabaseSettings | undefined;
  readonly openBus: () => MqttBus;
  readonly demoPool: { start(): Repeated };
}

export interface Duty {
  readonly ledgerHealth: () => FollowHealth;
  /** Undefined while another checkout has the duty. */
  readonly bus: () => VenueBus | undefined;
  start(): void;
  stop(): Promise<void>;
}

/** What one checkout at a time does: its connection to the broker is made anew for each term, so that it misses nothing retained. */
export function composeDuty(parts: DutyParts): Duty {
  let current: { readonly follower: Follower; readonly bus: MqttBus } | undefined;
  const watch = watchFollower(parts);

  function startTerm(): Term {
    const bus = parts.openBus();
    const running = { ...parts, bus };
    const follower = composeFollower(running);
    const background = composeBackground(follower, running);
    current = { follower, bus };
    background.start();
    const filling = parts.demoPool.start();
    return {
      async stop() {
        try {
          await Promise.all([background.stop(), filling.stop()]);
        } finally {
          await bus.close();
          current = undefined;
        }
      },
    };
  }
  const keeping = keepDuty({
    lock: parts.database === undefined ? ownDuty : postgresDuty(parts.database.url),
    startTerm,
    standBy: () => watch.look(),
    fail: (error) => {
      watch.fail(error);
    },
    log: parts.log,
    retryMs: RETRY_MS,
  });
  return {
    ...keeping,
    ledgerHealth: () => (current === undefined ? watch.health() : current.follower.health()),
    bus: () => current?.bus,
  };
}
