import { IotaClient, type IotaTransactionBlockResponse } from '@iota/iota-sdk/client';
import type { TrueDeposit } from './compare.ts';

/** As many as a node gives at once. */
const CHECKPOINTS = 100;
const TRANSACTIONS = 50;
const IOTA = '0x2::iota::IOTA';

/** IOTA that arrived at an address, by a transaction that succeeded. */
function arrivalsOf(transaction: IotaTransactionBlockResponse): TrueDeposit[] {
  const { digest, effects, balanceChanges, checkpoint, timestampMs } = transaction;
  if (effects?.status.status !== 'success') return [];
  return (balanceChanges ?? []).flatMap(({ owner, coinType, amount }) => {
    if (coinType !== IOTA || typeof owner === 'string' || !('AddressOwner' in owner)) return [];
    if (BigInt(amount) <= 0n) return [];
    const address = owner.AddressOwner.replace(/^0x/, '');
    const at = Number(timestampMs);
    return [{ digest, address, amount: BigInt(amount), position: Number(checkpoint), at }];
  });
}

/** The number of the last checkpoint. */
export async function tipOf(rpcUrl: string): Promise<number> {
  return Number(await new IotaClient({ url: rpcUrl }).getLatestCheckpointSequenceNumber());
}

/**
 * The truth: every transaction that the ledger has, read from its first checkpoint on through the SDK, without any code of the
 * checkout. @returns what arrived at any of `addresses` (64 hex digits each)
 */
export async function readLedger(rpcUrl: string, addresses: ReadonlySet<string>): Promise<TrueDeposit[]> {
  const client = new IotaClient({ url: rpcUrl });
  const digests: string[] = [];
  let cursor: string | undefined;
  const tip = await tipOf(rpcUrl);
  while (Number(cursor ?? -1) < tip) {
    const from = cursor === undefined ? {} : { cursor };
    const { data } = await client.getCheckpoints({ ...from, limit: CHECKPOINTS, descendingOrder: false });
    for (const { transactions } of data) digests.push(...transactions);
    cursor = data.at(-1)?.sequenceNumber ?? String(tip);
  }
  const found: TrueDeposit[] = [];
  const options = { showEffects: true, showBalanceChanges: true };
  for (let i = 0; i < digests.length; i += TRANSACTIONS) {
    const some = digests.slice(i, i + TRANSACTIONS);
    for (const one of await client.multiGetTransactionBlocks({ digests: some, options }))
      found.push(...arrivalsOf(one));
  }
  return found.filter(({ address }) => addresses.has(address));
}
