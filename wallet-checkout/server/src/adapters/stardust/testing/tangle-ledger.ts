import type { TestTangle } from '@tanglegate/devnet/testing/tangle';
import { ledgerUnits } from '@tanglegate/core/money';
import type { Ledger } from '../../../ports/ledger.ts';
import { stardustLedger } from '../stardust-ledger.ts';
import { stardustNode } from '../stardust-node.ts';

/** A ledger of the private Tangle's kind, on the node at this URL. Without a name, it takes any network's. */
export function ledgerAt(url: string, networkName?: string, bech32Hrp = 'tst'): Ledger {
  const node = stardustNode({ url, timeoutMs: 5_000, signal: new AbortController().signal });
  return stardustLedger(node, {
    ...(networkName === undefined ? {} : { networkName }),
    bech32Hrp,
    coin: { symbol: 'TEST', decimals: 6 },
    leastOutput: ledgerUnits(213_000n),
  });
}

export const ledgerOf = ({ nodeUrl, networkName }: TestTangle): Ledger => ledgerAt(nodeUrl, networkName);
