import { setTimeout as pause } from 'node:timers/promises';
import { makePayer, type Payer } from '@tanglegate/devnet/testing/pay';
import { answer, awaitOrder } from './child.ts';

/** Wallets that pay for orders through the official SDK, at no particular moment of anybody's polling. */
export interface PayersOrder {
  readonly rpcUrl: string;
  readonly faucetUrl: string;
  readonly payers: number;
  /** Shared out in turn. `amount` in nanos. */
  readonly payments: readonly { readonly order: string; readonly address: string; readonly amount: string }[];
  /** Each payer waits up to so long before each payment. */
  readonly longestPauseMs: number;
}

export interface PayersAnswer {
  readonly paid: readonly { readonly order: string; readonly digest: string }[];
}

const order = await awaitOrder<PayersOrder>();
const payments = order.payments[Symbol.iterator]();
const paid: { order: string; digest: string }[] = [];

async function payOn(payer: Payer): Promise<void> {
  for (const { order: id, address, amount } of payments) {
    await pause(Math.random() * order.longestPauseMs);
    paid.push({ order: id, digest: await payer.pay([{ address, amount: BigInt(amount) }]) });
  }
}

const payers = await Promise.all(Array.from({ length: order.payers }, () => makePayer(order)));
await Promise.all(payers.map(payOn));
await answer({ paid } satisfies PayersAnswer);
process.disconnect();
