import { setTimeout as pause } from 'node:timers/promises';
import { openSigningKey } from '@tanglegate/did/signing-key';
import { composeCheckout, type CheckoutDeps } from '@tanglegate/wallet-checkout/compose';
import { readCheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { pino } from 'pino';
import { cursorFirst } from '../crash/cursor-first-store.ts';
import { answer, awaitOrder } from './child.ts';

/** A checkout alone, as `npm run checkout` runs it: waits for its order with all its code loaded, then starts and is killed. */
export interface KilledCheckoutOrder {
  readonly environment: Readonly<Record<string, string>>;
  /** Shorter than any setting allows: an order's whole life is to pass between kills. */
  readonly times: { readonly orderMs: number; readonly graceMs: number };
  readonly signingKey: string;
  readonly mqtt: { readonly url: string; readonly username: string; readonly password: string };
  /** With the unsafe store: how long it waits between moving the cursor and writing the deposits. Absent: the store as it is. */
  readonly unsafeGapMs?: number;
}

/** The cursor has moved, and the deposits are not written: said by the unsafe store alone. */
export type KilledCheckoutNews = 'starting' | 'open' | 'between';

const order = await awaitOrder<KilledCheckoutOrder>();
const tell = (news: KilledCheckoutNews): Promise<void> => answer({ news });

function aroundStore(gapMs: number): NonNullable<CheckoutDeps['aroundStore']> {
  const between = async (): Promise<void> => {
    await tell('between');
    await pause(gapMs);
  };
  return (store) => cursorFirst(store, between);
}

await tell('starting');
const settings = { ...readCheckoutSettings(order.environment), ...order.times };
const checkout = await composeCheckout(settings, {
  signer: openSigningKey(order.signingKey).key,
  mqtt: order.mqtt,
  doorCredentials: { issueDoor: () => Promise.reject(new Error('no doors are invited here')) },
  log: pino({ level: 'fatal' }, pino.destination(2)),
  ...(order.unsafeGapMs === undefined ? {} : { aroundStore: aroundStore(order.unsafeGapMs) }),
});
await checkout.start();
await tell('open');
