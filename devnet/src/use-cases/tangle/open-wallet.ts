import { TanglegateError } from '@tanglegate/core/errors';
import type { Hex } from '../../domain/tangle/hex.ts';
import { orderParents } from '../../domain/tangle/milestone.ts';
import type { TangleOutput } from '../../domain/tangle/output.ts';
import { plainOutput } from '../../domain/tangle/output.ts';
import type { TangleNode } from '../../ports/tangle-node.ts';
import type {
  OwnOutput,
  SentTransaction,
  TangleKey,
  TangleWallet,
  TransactionOrder,
} from '../../ports/tangle-wallet.ts';

export interface WalletDeps {
  readonly node: TangleNode;
  readonly key: TangleKey;
  /** What it pays from at first; `sentIn` is the block that made it, where no milestone has confirmed that yet. */
  readonly start: { readonly coin: OwnOutput; readonly sentIn?: Hex };
  /** Told of each block before the next one is made. */
  readonly onSent: (blockId: Hex) => void;
}

/** A wallet of one address and one coin. Its change is always a transaction's first output (see `find-treasury-coin.ts`). */
export function openWallet({ node, key, start, onSent }: WalletDeps): TangleWallet {
  let own = start.coin;
  let lastBlock = start.sentIn;
  let last: Promise<unknown> = Promise.resolve();
  const send = async ({ outputs, inputs = [], coin }: TransactionOrder): Promise<SentTransaction> => {
    const spent = [coin ?? own, ...inputs];
    const change = changeOf(spent, outputs);
    const all = [plainOutput(key.pubKeyHash, change), ...outputs];
    const { payload, transactionId } = await key.sign(spent, all);
    const parents = orderParents([...(await unsettled(node, lastBlock)), ...(await node.tips())]);
    const blockId = await node.postBlock({ protocolVersion: 2, parents, payload, nonce: '0' });
    const [ownNext, ...asked] = all.map((output, index) => ({
      outputId: key.outputId(transactionId, index),
      output,
    }));
    if (coin === undefined && ownNext) own = ownNext;
    lastBlock = blockId;
    onSent(blockId);
    return { blockId, transactionId, outputs: asked };
  };
  return {
    address: key.address,
    pubKeyHash: key.pubKeyHash,
    coin: () => own,
    send: (order) => {
      const next = last.then(() => send(order));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

/** The block before must be in this one's past, or the milestone could apply the two in the wrong order. Once settled, it need not. */
async function unsettled(node: TangleNode, blockId: Hex | undefined): Promise<Hex[]> {
  if (blockId === undefined) return [];
  const state = await node.findBlock(blockId);
  return state && state.milestoneIndex === undefined ? [blockId] : [];
}

/** Base units. */
function changeOf(spent: readonly OwnOutput[], outputs: readonly TangleOutput[]): bigint {
  const change = total(spent.map(({ output }) => output)) - total(outputs);
  if (change < 0n) {
    throw new TanglegateError('tangle-too-little', `The wallet lacks ${(-change).toString()} base units.`);
  }
  return change;
}

function total(outputs: readonly TangleOutput[]): bigint {
  return outputs.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}
