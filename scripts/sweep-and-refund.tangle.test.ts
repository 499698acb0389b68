import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sentMoneySchema } from '@tanglegate/core/http/money-export';
import { startTangle, type TestTangle } from '@tanglegate/devnet/testing/tangle';
import { payment, withFeatures, withTimelock } from '@tanglegate/devnet/testing/tangle-outputs';
import { makeTanglePayer } from '@tanglegate/devnet/testing/tangle-payer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refundOf } from './testing/wallet-on-devnet.ts';
import { COIN, walletOnTangle } from './testing/wallet-on-tangle.ts';

// The commands as their user runs them, on a real Hornet node. Their being cut off: wallet/send-on-tangle.tangle.test.ts.

let tangle: TestTangle;
beforeAll(async () => {
  tangle = await startTangle({ milestones: 'timer', intervalMs: 300 });
}, 600_000);
afterAll(() => tangle.close());

const home = 'ab'.repeat(32);
const work = 'cd'.repeat(32);

interface Done {
  readonly transactions: string[];
  readonly [key: string]: unknown;
}
const readDone = (out: string): Done => JSON.parse(out) as Done;
const readSent = (folder: string) =>
  sentMoneySchema.parse(JSON.parse(readFileSync(join(folder, 'sent.json'), 'utf8')));

test('many addresses are swept in one transaction, to the unit, and a second run finds nothing', async () => {
  const { folder, keys, pay, writeExport, run, arrived, bech32 } = await walletOnTangle(tangle);
  await writeExport({ addresses: [await pay(0, COIN, 2n * COIN), await pay(3, 213_000n)] });
  const dry = await run('sweep.ts', '--to', bech32(home), '--dry-run');
  expect(readDone(dry.out)).toEqual({
    ...{ dryRun: true, leftAlone: [] },
    addresses: [
      { index: 0, balance: '3000000' },
      { index: 3, balance: '213000' },
    ],
  });
  const done = await run('sweep.ts', '--to', bech32(home));
  expect([done.code, done.err]).toEqual([0, '']);
  const { transactions, left } = readDone(done.out);
  expect([transactions.length, left]).toEqual([1, []]);
  expect(await arrived(home, transactions)).toBe(3_213_000n);
  expect(readSent(folder).spent).toEqual([
    { address: keys.address(0), amount: '3000000', transaction: transactions[0] },
    { address: keys.address(3), amount: '213000', transaction: transactions[0] },
  ]);
  const again = await run('sweep.ts', '--to', bech32(home));
  expect([again.code, readDone(again.out)['addresses']]).toEqual([0, []]);
});

test('more outputs than one transaction takes are swept by several', async () => {
  const { pay, writeExport, run, arrived, bech32 } = await walletOnTangle(tangle);
  const first = await pay(0, ...Array<bigint>(100).fill(213_000n));
  const second = await pay(1, ...Array<bigint>(30).fill(300_000n));
  await writeExport({ addresses: [first, second] });
  const { transactions } = readDone((await run('sweep.ts', '--to', bech32(home))).out);
  expect(transactions).toHaveLength(2);
  expect(await arrived(home, transactions)).toBe(100n * 213_000n + 30n * 300_000n);
});

test('refunds are paid in one transaction, once; the change is in the purse, and pays the next ones', async () => {
  const { folder, keys, pay, writeExport, run, arrived } = await walletOnTangle(tangle);
  const addresses = [await pay(0, 4n * COIN)];
  const refunds = [
    refundOf('refund-1', COIN, home),
    refundOf('refund-2', 300_000n, work),
    refundOf('refund-3', COIN),
  ];
  await writeExport({ addresses, refunds });
  const done = await run('refund.ts');
  expect([done.code, done.err]).toEqual([0, '']);
  const { transactions, ...rest } = readDone(done.out);
  expect(rest).toMatchObject({ paid: 2, waiting: 1, covered: 0, unpaid: [] });
  const [first] = transactions;
  const paid = async () => [await arrived(home, transactions), await arrived(work, transactions)];
  expect(await paid()).toEqual([COIN, 300_000n]);
  expect(readSent(folder)).toMatchObject({
    refunds: [
      { id: 'refund-1', to: home, transaction: first },
      { id: 'refund-2', to: work, transaction: first },
    ],
    spent: [{ address: keys.address(0), amount: '4000000', transaction: first }],
  });

  await writeExport({ addresses, refunds: [...refunds.slice(0, 2), refundOf('refund-3', COIN, home)] });
  const again = readDone((await run('refund.ts')).out);
  expect(again).toMatchObject({ covered: 2, waiting: 0, paid: 1, unpaid: [] });
  expect(await arrived(home, again.transactions)).toBe(COIN);
  expect(await arrived(keys.address('purse'), again.transactions)).toBe(1_700_000n);
});

test('what no address can pay by itself is gathered in the purse, and paid from there', async () => {
  const { keys, pay, writeExport, run, arrived } = await walletOnTangle(tangle);
  const addresses = [await pay(0, COIN), await pay(1, COIN)];
  const refunds = [refundOf('refund-1', 1_500_000n, home), refundOf('refund-2', 900_000n, work)];
  await writeExport({ addresses, refunds });
  const poor = await run('refund.ts');
  expect([poor.code, readDone(poor.out)]).toMatchObject([1, { unpaid: ['refund-1', 'refund-2'] }]);
  expect((await run('sweep.ts', '--to', 'purse')).code).toBe(0);
  await writeExport({ addresses, refunds: refunds.slice(0, 1) });
  const { transactions, ...rest } = readDone((await run('refund.ts')).out);
  expect(rest).toMatchObject({ paid: 1, unpaid: [] });
  expect([await arrived(home, transactions), await arrived(keys.address('purse'), transactions)]).toEqual([
    1_500_000n,
    500_000n,
  ]);
});

test('only plain money is touched: the rest is named and left, whatever an export says', async () => {
  const { keys, give, pay, payer, writeExport, run, arrived, bech32 } = await walletOnTangle(tangle);
  const to = { to: bech32(keys.address(0)), amount: COIN };
  const until = Math.floor(Date.now() / 1_000) - 3_600;
  const odd = await give(0, [
    withTimelock({ ...to, until }),
    payment({ ...to, to: payer.address }),
    withFeatures({ ...to, features: [{ type: 2, data: '0xc0ffee' }] }),
  ]);
  const minter = await makeTanglePayer(tangle);
  const minted = await minter.payWithNewToken({ ...to, amount: 2n * COIN, tokens: 7n });
  await tangle.settle(minted.blockId);
  const [token] = minted.outputs;
  const outputs = [...(odd.outputs ?? []), token?.outputId ?? '', `0x${'00'.repeat(33)}ff`];
  await writeExport({ addresses: [{ ...odd, outputs }, await pay(1, COIN)] });
  const told = await run('sweep.ts', '--to', bech32(home), '--dry-run');
  expect(readDone(told.out)['leftAlone']).toEqual([
    expect.stringContaining('is locked, expires or must be paid back in part'),
    expect.stringContaining('is another address’s'),
    expect.stringContaining('holds native tokens beside the coin'),
  ]);
  const { transactions } = readDone((await run('sweep.ts', '--to', bech32(home))).out);
  expect(await arrived(home, transactions)).toBe(2n * COIN);
});

test('an export of another chain, or an address of another network, moves nothing', async () => {
  const { chain, pay, writeExport, run, bech32 } = await walletOnTangle(tangle);
  const addresses = [await pay(0, COIN)];
  const refused = async (to: string, words: string): Promise<void> => {
    const { code, out, err } = await run('sweep.ts', '--to', to);
    expect([code, out, err.includes('    at ')]).toEqual([
      1,
      expect.not.stringContaining('transactions'),
      false,
    ]);
    expect(err).toContain(words);
  };
  for (const other of [
    chain.replace(/@.*/, `@1:0x${'ee'.repeat(32)}`),
    chain.replace(/@.*/, `@999999999:0x${'ee'.repeat(32)}`),
    `else${chain}`,
  ]) {
    await writeExport({ addresses, chain: other });
    await refused(bech32(home), `this export of ${other}`);
  }
  await writeExport({ addresses });
  await refused(`0x${home}`, 'is no address of a wallet of this network: they begin with tst1');
  await refused(bech32(home).replace('tst1', 'rms1'), 'is no address of a wallet of this network');
});
