import type { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { coinWithBalance, Transaction } from '@iota/iota-sdk/transactions';
import { fromBase64 } from '@iota/iota-sdk/utils';
import { bcs } from '@iota/iota-sdk/bcs';
import { expect, test } from 'vitest';
import { makePayer } from './testing/pay.ts';
import { pay, show, sign } from './testing/scenario.ts';
import type { TestDevnet } from './testing/start-devnet.ts';
import { startDevnet } from './testing/start-devnet.ts';

const [alice, bob] = [`0x${'a'.repeat(64)}`, `0x${'b'.repeat(64)}`];
const IOTA = '0x2::iota::IOTA';
const WON = 1_000_000_000_000n;

async function balanceOf({ client }: TestDevnet, owner: string): Promise<bigint> {
  return BigInt((await client.getBalance({ owner })).totalBalance);
}

async function execute(devnet: TestDevnet, signer: Ed25519Keypair, transaction: Transaction) {
  const signed = await sign(devnet, signer, transaction);
  const parameters = [...signed, { ...show, showRawEffects: true }, 'WaitForLocalExecution'];
  const { result, error } = await devnet.rpc('iota_executeTransactionBlock', parameters);
  if (error) throw Object.assign(new Error(error.message), { code: error.code });
  // JSON off the wire: the checked client has held it against the OpenRPC document, from which the SDK's type comes.
  return result as unknown as Awaited<ReturnType<TestDevnet['client']['executeTransactionBlock']>>;
}

/** Nanos never come or go but as gas that is burned. */
function expectSupplyKept({ ledger }: TestDevnet, burned: bigint): void {
  const { coins, storage, genesis } = ledger.supply();
  expect(coins + storage + burned).toBe(genesis);
}

test('the unmodified SDK pays, and the payment gets into a checkpoint by itself', async () => {
  const devnet = await startDevnet({ checkpointIntervalMs: 20 });
  const payer = await makePayer(devnet);
  const digest = await payer.pay([{ address: alice, amount: 5n }]);
  const wait = {
    digest,
    waitMode: 'checkpoint',
    pollInterval: 10,
    options: { showBalanceChanges: true },
  } as const;
  const final = await devnet.client.waitForTransaction(wait);
  expect(Number(final.checkpoint)).toBeGreaterThan(0);
  expect(final.balanceChanges).toContainEqual({
    owner: { AddressOwner: alice },
    coinType: IOTA,
    amount: '5',
  });
});

test('one transaction pays several addresses', async () => {
  const devnet = await startDevnet();
  const payer = await makePayer(devnet);
  await payer.pay([
    { address: alice, amount: 5n },
    { address: bob, amount: 7n },
    { address: alice, amount: 1n },
  ]);
  await payer.pay([{ address: bob, amount: 2n }]);
  devnet.faults.makeCheckpoint();
  expect([await balanceOf(devnet, alice), await balanceOf(devnet, bob)]).toEqual([6n, 9n]);
  expectSupplyKept(devnet, 3_000_000n);
});

test('a payment to oneself shows the fee alone', async () => {
  const devnet = await startDevnet();
  const payer = await devnet.fundedKey();
  const { balanceChanges } = await execute(devnet, payer, pay(payer.toIotaAddress(), 5n));
  const after = await balanceOf(devnet, payer.toIotaAddress());
  const owner = { AddressOwner: payer.toIotaAddress() };
  expect(balanceChanges).toEqual([{ owner, coinType: IOTA, amount: (after - WON).toString() }]);
  expectSupplyKept(devnet, 2_000_000n);
});

test('coins that are named are split, merged and sent', async () => {
  const devnet = await startDevnet();
  const payer = await devnet.fundedKey();
  const { data } = await devnet.client.getCoins({ owner: payer.toIotaAddress() });
  const [first, second, third, gas] = data;
  if (!first || !second || !third || !gas) throw new Error('the faucet gave too little');
  const transaction = new Transaction();
  transaction.mergeCoins(transaction.object(first.coinObjectId), [transaction.object(second.coinObjectId)]);
  const change = transaction.splitCoins(transaction.object(first.coinObjectId), [300_000_000_000n]);
  transaction.transferObjects([change, transaction.object(third.coinObjectId)], alice);
  const { version, digest, coinObjectId } = gas;
  transaction.setGasPayment([{ objectId: coinObjectId, version, digest }]);
  const { effects, rawEffects } = await execute(devnet, payer, transaction);
  expect(await balanceOf(devnet, alice)).toBe(500_000_000_000n);
  expect(effects?.deleted?.map(({ objectId }) => objectId)).toEqual([second.coinObjectId]);
  const bytes = bcs.TransactionEffects.parse(Uint8Array.from(rawEffects ?? []));
  expect(bytes.V1.transactionDigest).toBe(effects?.transactionDigest);
  expect(bytes.V1.changedObjects.filter(([, change_]) => change_.idOperation.Deleted)).toHaveLength(1);
  expect(await devnet.client.getObject({ id: second.coinObjectId })).toMatchObject({
    error: { code: 'deleted' },
  });
  expectSupplyKept(devnet, 2_000_000n);
});

test('a whole gas coin can be sent away, less its gas', async () => {
  const devnet = await startDevnet();
  const payer = await devnet.fundedKey();
  const transaction = new Transaction();
  transaction.transferObjects([transaction.gas], alice);
  const { effects } = await execute(devnet, payer, transaction);
  expect(effects?.gasObject.owner).toEqual({ AddressOwner: alice });
  expect(await balanceOf(devnet, payer.toIotaAddress())).toBe(0n);
  expectSupplyKept(devnet, 2_000_000n);
});

test('the SDK’s coinWithBalance pays a coin of another type', async () => {
  const devnet = await startDevnet();
  const payer = await devnet.fundedKey();
  const coinType = `0x${'c'.repeat(64)}::iota::IOTA`;
  for (const amount of [30n, 40n]) {
    await devnet.ledger.mintCoin({ coinType, amount, owner: { address: payer.toIotaAddress() } });
  }
  const transaction = new Transaction();
  transaction.transferObjects([coinWithBalance({ type: coinType, balance: 50 })], alice);
  const { balanceChanges } = await execute(devnet, payer, transaction);
  expect(balanceChanges).toContainEqual({ owner: { AddressOwner: alice }, coinType, amount: '50' });
  expect(await devnet.client.getBalance({ owner: alice, coinType })).toMatchObject({ totalBalance: '50' });
});

test('somebody else may pay the gas, if both have signed', async () => {
  const devnet = await startDevnet();
  const [payer, sponsor] = [await devnet.fundedKey(), await devnet.fundedKey()];
  const [coin] = (await devnet.client.getCoins({ owner: payer.toIotaAddress() })).data;
  const transaction = new Transaction();
  transaction.transferObjects([transaction.object(coin?.coinObjectId ?? '')], alice);
  transaction.setGasOwner(sponsor.toIotaAddress());
  const [bytes, mine] = await sign(devnet, payer, transaction);
  const alone = await devnet.rpc('iota_executeTransactionBlock', [bytes, mine]);
  expect(alone.error?.message).toBe('Invalid user signature: Expect 2 signer signatures but got 1');
  const { signature } = await sponsor.signTransaction(fromBase64(bytes));
  const twice = await devnet.rpc('iota_executeTransactionBlock', [bytes, [...mine, ...mine]]);
  expect(twice.error?.message).toBe(
    `Invalid user signature: Required Signature from ${sponsor.toIotaAddress()} is absent`,
  );
  const { result } = await devnet.rpc('iota_executeTransactionBlock', [bytes, [...mine, signature], show]);
  expect(result).toMatchObject({ effects: { status: { status: 'success' } } });
  expectSupplyKept(devnet, 3_000_000n);
});

test('an underfunded payment with an explicit budget is in the ledger, as a failure', async () => {
  const devnet = await startDevnet({ checkpointIntervalMs: 2 ** 30 });
  const payer = await devnet.fundedKey();
  const { digest } = await execute(devnet, payer, pay(alice, 2n * WON, 5_000_000n));
  const sequence = devnet.faults.makeCheckpoint();
  const failed = await devnet.client.getTransactionBlock({
    digest,
    options: { showEffects: true, showBalanceChanges: true },
  });
  expect(failed).toMatchObject({
    checkpoint: String(sequence),
    effects: { status: { status: 'failure', error: 'InsufficientCoinBalance in command 0' } },
    balanceChanges: [{ owner: { AddressOwner: payer.toIotaAddress() }, coinType: IOTA }],
  });
  expect(await balanceOf(devnet, alice)).toBe(0n);
  expectSupplyKept(devnet, 2_000_000n);
});

test('of two payments with the same coins one is refused, whichever comes first', async () => {
  const devnet = await startDevnet();
  const payer = await devnet.fundedKey();
  const both = [await sign(devnet, payer, pay(alice, 5n)), await sign(devnet, payer, pay(bob, 5n))];
  const answers = await Promise.all(both.map((signed) => devnet.rpc('iota_executeTransactionBlock', signed)));
  expect(answers.map(({ error }) => error?.code ?? 0).sort()).toEqual([-32002, 0]);
  const [lost] = answers.flatMap(({ error }) => error ?? []);
  expect(lost?.message).toMatch(
    /is not available for consumption, its current version: SequenceNumber\(3\)\.$/,
  );
  devnet.faults.makeCheckpoint();
  expect((await balanceOf(devnet, alice)) + (await balanceOf(devnet, bob))).toBe(5n);
  expectSupplyKept(devnet, 2_000_000n);
});

test('many payers at once all get through, and nothing is lost or made', async () => {
  const devnet = await startDevnet({ checkpointIntervalMs: 20 });
  const payers = await Promise.all(Array.from({ length: 6 }, () => makePayer(devnet)));
  const digests = await Promise.all(
    payers.flatMap((payer) => [1n, 2n, 3n].map((amount) => payer.pay([{ address: alice, amount }]))),
  );
  expect(new Set(digests).size).toBe(18);
  devnet.faults.makeCheckpoint();
  expect(await balanceOf(devnet, alice)).toBe(36n);
  const { result } = await devnet.rpc('iota_multiGetTransactionBlocks', [digests, { showEffects: true }]);
  // JSON off the wire: what is asked of it is checked in the next line.
  for (const { checkpoint } of result as unknown as { checkpoint?: string }[])
    expect(checkpoint).toBeDefined();
  expectSupplyKept(devnet, 24_000_000n);
});
