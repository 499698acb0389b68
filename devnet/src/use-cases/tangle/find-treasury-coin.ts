import { TanglegateError } from '@tanglegate/core/errors';
import type { Hex } from '../../domain/tangle/hex.ts';
import { plainOutput } from '../../domain/tangle/output.ts';
import type { TangleNode } from '../../ports/tangle-node.ts';
import type { OwnOutput, TangleKey } from '../../ports/tangle-wallet.ts';

/**
 * From the genesis along the transactions that spent it: a wallet's change is always the first output. Nothing has to be remembered,
 * and what was sent but never confirmed does not count.
 */
export async function findTreasuryCoin(
  node: TangleNode,
  key: TangleKey,
  genesisOutputId: Hex,
): Promise<OwnOutput> {
  let outputId = genesisOutputId;
  for (;;) {
    const found = await node.findOutput(outputId);
    if (found === undefined) {
      throw new TanglegateError(
        'tangle-unreadable',
        `The Tangle has lost the treasury's output ${outputId}.`,
      );
    }
    if (found.spentBy === undefined) return { outputId, output: plainOutput(key.pubKeyHash, found.amount) };
    outputId = key.outputId(found.spentBy, 0);
  }
}
