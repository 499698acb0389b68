import type { Repositories, Store } from '../../ports/store.ts';
import type { Cut } from './actions.ts';

export interface PowerCuts {
  readonly store: Store;
  /** Stands before the advancing of orders. */
  readonly advance: (advance: () => Promise<unknown>) => () => Promise<unknown>;
  /** Resolves when the power fails. */
  readonly happened: Promise<void>;
}

/** The power fails at one place in the follower's step: what was not committed is gone, and nothing happens after it. */
export function powerCuts(store: Store, cut: Cut): PowerCuts {
  let die: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => {
    die = resolve;
  });
  let isDead = false;
  const fail = (): Promise<never> => {
    isDead = true;
    die();
    return Promise.reject(new Error('power cut'));
  };
  let hasMoved = false;
  const spoiled = (all: Repositories): Repositories => ({
    ...all,
    cursor: {
      ...all.cursor,
      async move(...step) {
        if (cut === 'before-commit') await fail();
        await all.cursor.move(...step);
        hasMoved = true;
      },
    },
    deposits: {
      ...all.deposits,
      markApplied: (...order) => (cut === 'in-advance' ? fail() : all.deposits.markApplied(...order)),
    },
  });
  return {
    happened,
    store: {
      read: store.read,
      async transaction(work) {
        if (isDead) return fail();
        const done = await store.transaction((all) => work(spoiled(all)));
        return cut === 'after-commit' && hasMoved ? fail() : done;
      },
    },
    advance: (advance) => () => (isDead || (cut === 'before-advance' && hasMoved) ? fail() : advance()),
  };
}
