import { expect, test } from 'vitest';
import type { AddressHex } from '../../domain/address.ts';
import type { LedgerCursor, Reconciling } from '../../ports/ledger.ts';
import { newAddress, readToTip } from '../../testing/ledger-contract.ts';
import { startDevnet } from '../../testing/start-backbone.ts';
import { rebasedLedger } from './rebased-ledger.ts';
import { rebasedNode } from './rebased-node.ts';
import { CHAIN, chain } from './testing/scripted-chain.ts';
import { scriptedNode } from './testing/scripted-node.ts';

const ledgerAt = (url: string) =>
  rebasedLedger(rebasedNode({ url, timeoutMs: 5_000, signal: new AbortController().signal }));

const between = (from: LedgerCursor, to: LedgerCursor, some: Partial<Reconciling> = {}): Reconciling => ({
  gap: { from: from.position + 1, to: to.position },
  deposits: [],
  refunds: [],
  findRecorded: () => Promise.resolve(new Set()),
  ...some,
});

async function started() {
  const devnet = await startDevnet();
  devnet.faults.pauseCheckpoints();
  const ledger = ledgerAt(devnet.rpcUrl);
  const mint = (address: AddressHex, amount: bigint, coinType = '0x2::iota::IOTA') =>
    devnet.ledger.mintCoin({ coinType, amount, owner: { address: `0x${address}` } });
  const advance = async (): Promise<LedgerCursor> => {
    devnet.faults.makeCheckpoint();
    return ledger.tip();
  };
  return { devnet, ledger, mint, advance };
}

test('by address the same is found as by checkpoint, under the same keys: more than a page, and nothing outside of the gap', async () => {
  const { ledger, mint, advance } = await started();
  const [ours, theirs] = [newAddress(), newAddress()];
  await mint(ours, 1n);
  const from = await advance();
  for (let i = 0; i < 55; i += 1) {
    await mint(ours, BigInt(i + 1));
    if (i % 20 === 0) await advance();
  }
  await mint(ours, 9n, `0x${'b'.repeat(64)}::iota::IOTA`);
  await mint(theirs, 7n);
  const to = await advance();
  const followed = (await readToTip(ledger, from)).arrivals.filter(({ address }) =>
    [ours, theirs].includes(address),
  );
  await mint(ours, 2n);
  await advance();
  const found = await ledger.reconcile(from, between(from, to, { deposits: [ours], refunds: [theirs] }));
  const wanted = found.filter(({ address }) => [ours, theirs].includes(address));
  const inOrder = (arrivals: typeof found) =>
    [...arrivals].sort((a, b) => `${a.ledgerId}${a.kind}`.localeCompare(`${b.ledgerId}${b.kind}`));
  expect(inOrder(wanted)).toEqual(inOrder(followed));
  expect(wanted).toHaveLength(57);
  expect(wanted.map(({ position }) => position)).toEqual(
    wanted.map(({ position }) => position).sort((a, b) => a - b),
  );
});

test('what the books know may be forgotten by the node; what they do not know may not', async () => {
  const { devnet, ledger, mint, advance } = await started();
  const ours = newAddress();
  const { digest } = await mint(ours, 5n);
  const from = await advance();
  await advance();
  const to = await advance();
  devnet.faults.prune(1);
  const asked: string[][] = [];
  const findRecorded = (transactions: readonly string[]) => {
    asked.push([...transactions]);
    return Promise.resolve(new Set(transactions));
  };
  expect(await ledger.reconcile(from, between(from, to, { deposits: [ours], findRecorded }))).toEqual([]);
  expect(asked).toEqual([[digest]]);
  const wanted = between(from, to, { deposits: [ours] });
  await expect(ledger.reconcile(from, wanted)).rejects.toMatchObject({
    code: 'ledger-gap',
    message: expect.stringContaining(digest) as string,
    details: wanted.gap,
  });
});

test('a node that stands before the end of the gap, or is of another chain, cannot tell', async () => {
  const { ledger, advance } = await started();
  const from = await ledger.tip();
  const to = await advance();
  const beyond = { ...to, position: to.position + 5 };
  await expect(ledger.reconcile(from, between(from, beyond))).rejects.toMatchObject({
    code: 'ledger-behind',
  });
  const other = { ...from, chain: 'ffffffff' };
  await expect(ledger.reconcile(other, between(from, to))).rejects.toMatchObject({
    code: 'ledger-other-chain',
  });
});

test('a node that gives the same page for ever is not asked for ever', async () => {
  const history = chain(1, 9);
  const node = await scriptedNode((method, params) => {
    if (method !== 'iotax_queryTransactionBlocks') return history(method, params);
    return { result: { data: [], nextCursor: '1'.repeat(32), hasNextPage: true } };
  });
  const [from, to] = [
    { chain: CHAIN, position: 3 },
    { chain: CHAIN, position: 5 },
  ];
  const wanted = between(from, to, { deposits: [newAddress()] });
  await expect(rebasedLedger(node).reconcile(from, wanted)).rejects.toMatchObject({
    code: 'ledger-nonsense',
  });
});
