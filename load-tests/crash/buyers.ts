import { setTimeout as pause } from 'node:timers/promises';
import { makePayer } from '@tanglegate/devnet/testing/pay';
import { seeded } from './seeded.ts';
import { stories, type BuyerParts } from './stories.ts';

/** Buyers who come one after the other, several at a time, until nobody is let in any more. */
export interface Buyers {
  /** Resolves when the last of them has done what it came for. @throws what one of them could not do */
  leave(): Promise<void>;
  /** Rejects as soon as one of them fails. */
  readonly failed: Promise<never>;
}

const AT_A_TIME = 12;
const LONGEST_PAUSE_MS = 300;

export function startBuyers(
  devnet: { rpcUrl: string; faucetUrl: string },
  { seed, mostOrders, ...parts }: Omit<BuyerParts, 'payer' | 'random'> & { seed: number; mostOrders: number },
): Buyers {
  const leaving = new AbortController();
  async function come(number: number): Promise<void> {
    const random = seeded(seed, `buyer ${number}`);
    const payer = await makePayer(devnet);
    while (!leaving.signal.aborted) {
      if (parts.promises.orders.size >= mostOrders) return;
      await random.oneOf(stories)({ ...parts, payer, random });
      await pause(random.whole(0, LONGEST_PAUSE_MS));
    }
  }
  const all = Promise.all(Array.from({ length: AT_A_TIME }, (_, number) => come(number)));
  const failed = all.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined); // Whoever waits for the buyers hears of it.
  return {
    failed,
    leave: async () => {
      leaving.abort();
      await all;
    },
  };
}
