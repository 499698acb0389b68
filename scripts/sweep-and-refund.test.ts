import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sentMoneySchema } from '@tanglegate/core/http/money-export';
import { temporarySigningKey } from '@tanglegate/did/signing-key';
import { expect, test } from 'vitest';
import { IOTA, refundOf, walletOnDevnet } from './testing/wallet-on-devnet.ts';

const home = 'ab'.repeat(32);
const work = 'cd'.repeat(32);

interface Done {
  readonly transactions: string[];
  readonly [key: string]: unknown;
}
const readDone = (out: string): Done => JSON.parse(out) as Done;

test('everything is swept to one address, fees out of what is swept, and a second run finds nothing', async () => {
  const { folder, pay, writeExport, run, holding, spender } = await walletOnDevnet();
  await pay(2n * IOTA, 3n * IOTA);
  await pay(IOTA);
  await writeExport({ addresses: [holding(0, 3n * IOTA), holding(1, 3n * IOTA), holding(2, IOTA)] });
  const done = await run('sweep.ts', '--to', `0x${home}`);
  expect([done.code, done.err]).toEqual([0, '']);
  expect(readDone(done.out).transactions).toHaveLength(2);
  const arrived = await spender.balance(home);
  expect(arrived > 5n * IOTA && arrived < 6n * IOTA).toBe(true);

  const sent = sentMoneySchema.parse(JSON.parse(readFileSync(join(folder, 'sent.json'), 'utf8')));
  expect(sent.refunds).toEqual([]);
  expect(sent.spent.map(({ amount }) => BigInt(amount))).toEqual([3n * IOTA, 3n * IOTA]);
  const again = await run('sweep.ts', '--to', `0x${home}`);
  expect([again.code, readDone(again.out)['addresses']]).toEqual([0, []]);
  expect(await spender.balance(home)).toBe(arrived);
}, 60_000);

test('refunds are paid in one transaction to the addresses that buyers gave, once, and the others wait', async () => {
  const { folder, pay, writeExport, run, holding, spender } = await walletOnDevnet();
  await pay(4n * IOTA);
  const refunds = [
    refundOf('refund-1', IOTA, home),
    refundOf('refund-2', 5n, work),
    refundOf('refund-3', 7n),
  ];
  await writeExport({ addresses: [holding(0, 4n * IOTA)], refunds });
  const done = await run('refund.ts');
  expect([done.code, done.err]).toEqual([0, '']);
  const { transactions, ...rest } = readDone(done.out);
  expect(rest).toMatchObject({ paid: 2, waiting: 1, covered: 0, unpaid: [] });
  expect(transactions).toHaveLength(1);
  const balances = async () => [await spender.balance(home), await spender.balance(work)];
  expect(await balances()).toEqual([IOTA, 5n]);

  const sent = sentMoneySchema.parse(JSON.parse(readFileSync(join(folder, 'sent.json'), 'utf8')));
  const [transaction] = transactions;
  expect(sent.refunds).toEqual([
    { id: 'refund-1', to: home, transaction },
    { id: 'refund-2', to: work, transaction },
  ]);
  expect(sent.spent.map(({ transaction: id }) => id)).toEqual([transaction]);
  const again = await run('refund.ts');
  expect(readDone(again.out)).toMatchObject({ covered: 2, waiting: 1, owed: [] });
  expect(await balances()).toEqual([IOTA, 5n]);
}, 60_000);

test('what no address can pay by itself is gathered in the purse, and paid from there', async () => {
  const { pay, writeExport, run, holding, spender, keys } = await walletOnDevnet();
  await pay(IOTA, IOTA);
  const money = {
    addresses: [holding(0, IOTA), holding(1, IOTA)],
    refunds: [refundOf('refund-1', IOTA, home)],
  };
  await writeExport(money);
  const poor = await run('refund.ts');
  expect([poor.code, readDone(poor.out)]).toMatchObject([1, { unpaid: ['refund-1'], transactions: [] }]);
  expect((await run('sweep.ts', '--to', 'purse')).code).toBe(0);
  expect(await spender.balance(keys.address('purse'))).toBeGreaterThan(IOTA);
  expect(readDone((await run('refund.ts')).out)).toMatchObject({ paid: 1, unpaid: [] });
  expect(await spender.balance(home)).toBe(IOTA);
}, 60_000);

test('a sweep leaves what is owed back where it is, and a dry run signs nothing', async () => {
  const { pay, writeExport, run, holding, spender } = await walletOnDevnet();
  await pay(IOTA, IOTA);
  const order = { order: refundOf('refund-1', 1n).order };
  const addresses = [{ ...holding(0, IOTA), ...order }, holding(1, IOTA)];
  await writeExport({ addresses, refunds: [refundOf('refund-1', 1n, home)] });
  const table = [{ index: 1, balance: IOTA.toString() }];
  const dry = await run('sweep.ts', '--to', `0x${work}`, '--dry-run');
  expect(JSON.parse(dry.out)).toEqual({ dryRun: true, addresses: table, leftAlone: [] });
  expect(await spender.balance(work)).toBe(0n);
  expect(readDone((await run('sweep.ts', '--to', `0x${work}`)).out)).toMatchObject({
    addresses: table,
    left: [],
  });
}, 60_000);

test('an export that is not from the server, not of this wallet or not of this chain moves nothing', async () => {
  const { pay, writeExport, run, holding, keys } = await walletOnDevnet();
  await pay(IOTA, IOTA);
  const money = { addresses: [holding(0, IOTA)] };
  const refused = async (words: string): Promise<void> => {
    const { code, out, err } = await run('sweep.ts', '--to', `0x${home}`);
    expect([code, out, err.includes('    at ')]).toEqual([
      1,
      expect.not.stringContaining('transactions'),
      false,
    ]);
    expect(err).toContain(words);
  };
  await writeExport({ ...money, chain: 'deadbeef' });
  await refused('this export of deadbeef');
  await writeExport({ addresses: [{ ...holding(0, IOTA), address: keys.address(1) }] });
  await refused('Address 0 of this export is not of this mnemonic');
  await writeExport(money, temporarySigningKey());
  await refused('was believed so far');
}, 60_000);
