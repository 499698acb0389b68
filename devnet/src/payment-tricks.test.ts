import { expect, test } from 'vitest';
import { startDevnet } from './testing/start-devnet.ts';

// Coins that a follower must not take for money, made by this process alone.

const never = { checkpointIntervalMs: 2 ** 30 };
const ours = `0x${'f'.repeat(64)}`;
const lookAlike = `0x${'c'.repeat(64)}::iota::IOTA`;
const IOTA = '0x2::iota::IOTA';

test.each([
  [
    'a look-alike coin',
    { coinType: lookAlike, amount: 7n, owner: { address: ours } },
    { AddressOwner: ours },
  ],
  [
    'the greatest amount there is',
    { coinType: lookAlike, amount: 2n ** 64n - 1n, owner: { address: ours } },
    { AddressOwner: ours },
  ],
  ['IOTA owned by an object', { coinType: IOTA, amount: 7n, owner: { object: ours } }, { ObjectOwner: ours }],
  [
    'IOTA that is shared',
    { coinType: IOTA, amount: 7n, owner: { kind: 'shared' } as const },
    { Shared: { initial_shared_version: 2 } },
  ],
  [
    'IOTA that nobody can move',
    { coinType: IOTA, amount: 7n, owner: { kind: 'immutable' } as const },
    'Immutable',
  ],
])('%s arrives in a real transaction, with its balance change', async (_, mint, owner) => {
  const { ledger, client, faults } = await startDevnet(never);
  const { digest, coinId } = await ledger.mintCoin(mint);
  const sequence = faults.makeCheckpoint();
  const options = {
    showBalanceChanges: true,
    showEffects: true,
    showInput: true,
    showObjectChanges: true,
    showRawEffects: true,
  };
  const transaction = await client.getTransactionBlock({ digest, options });
  expect(transaction.checkpoint).toBe(String(sequence));
  expect(transaction.balanceChanges).toContainEqual({
    owner,
    coinType: mint.coinType,
    amount: mint.amount.toString(),
  });
  const { data } = await client.getObject({
    id: coinId,
    options: {
      showOwner: true,
      showType: true,
      showContent: true,
      showBcs: true,
      showDisplay: true,
      showStorageRebate: true,
      showPreviousTransaction: true,
    },
  });
  expect(data).toMatchObject({
    owner,
    type: `0x2::coin::Coin<${mint.coinType}>`,
    previousTransaction: digest,
  });
  const { coins, storage, genesis } = ledger.supply();
  expect(coins + storage + 1_000_000n).toBe(genesis);
});

test('a look-alike is listed beside IOTA, and is not counted as IOTA', async () => {
  const { ledger, client } = await startDevnet(never);
  await ledger.mintCoin({ coinType: lookAlike, amount: 7n, owner: { address: ours } });
  await ledger.mintCoin({ coinType: IOTA, amount: 5n, owner: { address: ours } });
  await ledger.mintCoin({ coinType: IOTA, amount: 5n, owner: { object: ours } });
  expect(await client.getBalance({ owner: ours })).toMatchObject({ totalBalance: '5', coinObjectCount: 1 });
  expect(await client.getAllBalances({ owner: ours })).toMatchObject([
    { coinType: IOTA, totalBalance: '5' },
    { coinType: lookAlike, totalBalance: '7' },
  ]);
  const first = await client.getAllCoins({ owner: ours, limit: 1 });
  const rest = await client.getAllCoins({ owner: ours, cursor: first.nextCursor ?? null });
  expect(
    [first.hasNextPage, ...first.data, ...rest.data].map((coin) =>
      typeof coin === 'object' ? coin.coinType : coin,
    ),
  ).toEqual([true, IOTA, lookAlike]);
});

test('a mint of more IOTA than there is fails by name, as does one of no type', async () => {
  const { ledger } = await startDevnet(never);
  const owner = { address: ours };
  await expect(ledger.mintCoin({ coinType: IOTA, amount: 2n ** 63n, owner })).rejects.toMatchObject({
    code: 'mint-failed',
  });
  await expect(ledger.mintCoin({ coinType: 'IOTA', amount: 1n, owner })).rejects.toMatchObject({
    code: 'coin-type-malformed',
  });
});

test('IOTA inside an object of ours moves, and is nobody’s coin: no balance change, no coin, no balance', async () => {
  const { ledger, client, faults } = await startDevnet(never);
  const { digest, coinId } = await ledger.mintCoin({ coinType: IOTA, amount: 7n, owner: { box: ours } });
  faults.makeCheckpoint();
  const options = { showBalanceChanges: true, showEffects: true, showObjectChanges: true };
  const { balanceChanges, effects, objectChanges } = await client.getTransactionBlock({ digest, options });
  expect(effects?.created).toMatchObject([
    { owner: { AddressOwner: ours }, reference: { objectId: coinId } },
  ]);
  const type = `0x2::devnet::Box<${IOTA}>`;
  expect(objectChanges).toContainEqual(expect.objectContaining({ type: 'created', objectType: type }));
  expect(balanceChanges?.map(({ amount }) => BigInt(amount) < 0n)).toEqual([true]);
  expect(await client.getAllCoins({ owner: ours })).toMatchObject({ data: [] });
  expect(await client.getAllBalances({ owner: ours })).toEqual([]);
  const shown = { showType: true, showContent: true, showOwner: true, showBcs: true };
  expect((await client.getObject({ id: coinId, options: shown })).data).toMatchObject({
    type,
    owner: { AddressOwner: ours },
    content: { fields: { balance: '7' } },
  });
  const { coins, storage, genesis } = ledger.supply();
  expect(coins + storage + 1_000_000n).toBe(genesis);
});
