import type { Clock } from '@tanglegate/core/clock';
import { MINUTE } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { Hex } from '../../domain/tangle/hex.ts';
import { plainOutput } from '../../domain/tangle/output.ts';
import type { GiveTangleCoins, TangleWallet } from '../../ports/tangle-wallet.ts';

export interface GiveTangleCoinsDeps {
  readonly treasury: TangleWallet;
  /** The hash in a plain bech32 address of this network; undefined for everything else. */
  readonly readAddress: (address: string) => Hex | undefined;
  readonly clock: Clock;
  readonly perMinute: number;
}

/** 1,000 coins of 6 decimals. */
const GIFT = 1_000_000_000n;

export function giveTangleCoins({
  treasury,
  readAddress,
  clock,
  perMinute,
}: GiveTangleCoinsDeps): GiveTangleCoins {
  let asked: number[] = [];
  return async (address) => {
    const pubKeyHash = readAddress(address);
    if (pubKeyHash === undefined) {
      throw new TanglegateError(
        'faucet-address',
        'That is no address of this Tangle: it wants one like tst1….',
      );
    }
    const now = clock.now();
    asked = asked.filter((at) => now - at < MINUTE);
    if (asked.length >= perMinute) {
      throw new TanglegateError(
        'faucet-busy',
        `The faucet gives ${perMinute} times a minute. Ask again a little later.`,
      );
    }
    asked.push(now);
    const { transactionId } = await treasury.send({ outputs: [plainOutput(pubKeyHash, GIFT)] });
    return { transactionId, amount: GIFT };
  };
}
