import type { CheckoutDeps } from '@tanglegate/wallet-checkout/compose';

type Store = Parameters<NonNullable<CheckoutDeps['aroundStore']>>[0];
type Repositories = Store['read'];
type Write = (repositories: Repositories) => Promise<unknown>;

/** What is to be written down is put aside, and said to be done. */
function putAside({ deposits }: Repositories, aside: Write[]): Repositories['deposits'] {
  return {
    ...deposits,
    record(found, at) {
      if (found.length > 0) aside.push((later) => later.deposits.record(found, at));
      return Promise.resolve(found.length);
    },
    recordRefused(refused, at) {
      if (refused.length > 0) aside.push((later) => later.deposits.recordRefused(refused, at));
      return Promise.resolve();
    },
  };
}

/**
 * UNSAFE, and here for the crash test alone: the cursor is moved in one transaction, and the deposits that it moved past are
 * written in the next. Whoever dies `between` the two has lost them: the test must find that.
 */
export function cursorFirst(store: Store, between: () => Promise<void>): Store {
  return {
    read: store.read,
    async transaction(work) {
      const aside: Write[] = [];
      const result = await store.transaction((repositories) =>
        work({ ...repositories, deposits: putAside(repositories, aside) }),
      );
      if (aside.length === 0) return result;
      await between();
      await store.transaction(async (repositories) => {
        for (const write of aside) await write(repositories);
      });
      return result;
    },
  };
}
