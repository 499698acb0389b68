import { MINUTE, type Clock, type Millis } from '@tanglegate/core/clock';
import { messageOf } from '@tanglegate/core/errors';
import type { Changes } from '../ports/changes.ts';
import type { FollowHealth } from '../ports/ledger-health.ts';
import type { Store } from '../ports/store.ts';

/** A ledger goes on all the time: milestones come every few seconds, checkpoints several times a second. */
const PATIENCE_MS = MINUTE;

export interface FollowerWatch {
  look(): Promise<void>;
  fail(error: unknown): void;
  health(): FollowHealth;
}

/**
 * How following goes, for a checkout that does not follow itself: by the cursor, which the other moves on. Measured with this
 * machine's clock alone.
 */
export function watchFollower({
  store,
  clock,
  changes,
}: {
  readonly store: Pick<Store, 'read'>;
  readonly clock: Clock;
  readonly changes: Changes;
}): FollowerWatch {
  let health: FollowHealth = {
    state: 'unreachable',
    since: clock.now(),
    why: 'Nobody has looked yet who follows the ledger.',
  };
  let seen: { position: number; at: Millis } | undefined;
  function become(next: FollowHealth): void {
    const isNews = next.state !== health.state;
    health = next;
    if (isNews) changes.tell('ledger', undefined);
  }
  const unreachable = (why: string, since: Millis): void => {
    become({ state: 'unreachable', since: health.state === 'following' ? since : health.since, why });
  };
  return {
    async look() {
      const cursor = await store.read.cursor.find();
      const now = clock.now();
      if (cursor !== undefined && cursor.position !== seen?.position)
        seen = { position: cursor.position, at: now };
      if (seen === undefined) unreachable('Another checkout has to reach the ledger first.', now);
      else if (now - seen.at < PATIENCE_MS) become({ state: 'following', elsewhere: true });
      else unreachable('Another checkout follows the ledger, and does not get on.', seen.at);
    },
    fail(error) {
      seen = undefined;
      unreachable(messageOf(error), clock.now());
    },
    health: () => health,
  };
}
