import { join } from 'node:path';
import { startTangle, type TestTangle } from '@tanglegate/devnet/testing/tangle';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COIN, walletOnTangle } from '../testing/wallet-on-tangle.ts';
import { openJournal } from './journal.ts';
import { finishEarlier, sendSafely } from './send-safely.ts';
import type { Spender } from './spender.ts';

// "Signed before sent" (ADR 0024, ADR 0028) on a real Hornet node: cut off after each step.

let tangle: TestTangle;
beforeAll(async () => {
  tangle = await startTangle({ milestones: 'timer', intervalMs: 300 });
}, 600_000);
afterAll(() => tangle.close());

const home = 'ab'.repeat(32);
const cutOff = (): Promise<never> => Promise.reject(new Error('cut off'));
const quick = { everyMs: 50, mostMs: 30_000 };

/** A wallet with one deposit of three coins, and a refund of one signed out of it. */
async function signedRefund() {
  const wallet = await walletOnTangle(tangle);
  const { keys, chain, folder, pay, spenderOf } = wallet;
  const holding = await pay(0, 3n * COIN);
  const file = join(folder, 'journal.sqlite');
  const spender = await spenderOf([holding], { listFinal: () => [] });
  const signed = await spender.signPayments(keys, 0, [{ to: home, amount: COIN }]);
  const purpose = { chain, from: keys.address(0), refunds: [{ id: 'refund-1', to: home }] };
  return { ...wallet, holding, spender, signed, purpose, file };
}

test.each<[string, (spender: Spender) => Partial<Spender>]>([
  ['before it was sent', () => ({ send: cutOff })],
  [
    'after it was sent, before the answer came',
    (spender) => ({
      send: (one) => spender.send(one).then(cutOff),
      fateOf: () => Promise.resolve({ state: 'unknown' }),
    }),
  ],
  ['before it was known to be final', (spender) => ({ send: (one) => spender.send(one), fateOf: cutOff })],
])('cut off %s: the next run pays it once', async (_when, breaking) => {
  const { spender, signed, purpose, file, chain, keys, holding, spenderOf, arrived } = await signedRefund();
  const first = openJournal(file);
  const broken = { ...spender, ...breaking(spender) };
  const run = sendSafely(signed, purpose, { spender: broken, journal: first, everyMs: 50, mostMs: 300 });
  await expect(run).rejects.toMatchObject({ code: 'not-final-yet' });
  first.close();

  const journal = openJournal(file);
  const anew = await spenderOf([holding], journal);
  expect([...journal.coveredRefunds(chain)]).toEqual(['refund-1']);
  expect(await finishEarlier(chain, { spender: anew, journal, ...quick })).toBe(1);
  expect(journal.sent(chain)).toMatchObject({
    refunds: [{ id: 'refund-1', to: home, transaction: signed.id }],
    spent: [{ address: keys.address(0), amount: (3n * COIN).toString(), transaction: signed.id }],
  });
  expect(await arrived(home, [signed.id])).toBe(COIN);
  expect([await anew.balance(keys.address(0)), await anew.balance(keys.address('purse'))]).toEqual([
    0n,
    2n * COIN,
  ]);
  expect(await finishEarlier(chain, { spender: anew, journal, ...quick })).toBe(0);
  journal.close();
});

test('the same payload in two blocks pays once, and whoever looks later finds it final', async () => {
  const { spender, signed, arrived } = await signedRefund();
  await spender.send(signed);
  await spender.send(signed);
  await expect.poll(() => spender.fateOf(signed), { timeout: 30_000 }).toMatchObject({ state: 'final' });
  expect(await arrived(home, [signed.id])).toBe(COIN);
});

test('an input that went elsewhere meanwhile: it can never be executed, and its refund may be signed anew', async () => {
  const wallet = await signedRefund();
  const { spender, signed, purpose, chain, file, keys, holding, spenderOf, arrived } = wallet;
  const journal = openJournal(file);
  const other = await spender.signPayments(keys, 0, [{ to: home, amount: 2n * COIN }]);
  const parts = { spender, journal, ...quick };
  expect(await sendSafely(other, { ...purpose, refunds: [] }, parts)).toMatchObject({ state: 'final' });
  expect(await sendSafely(signed, purpose, parts)).toEqual({ state: 'dead' });
  expect([...journal.coveredRefunds(chain)]).toEqual([]);
  const again = await spenderOf([holding], journal);
  const anew = await again.signPayments(keys, 'purse', [{ to: home, amount: COIN }]);
  expect(await sendSafely(anew, purpose, { ...parts, spender: again })).toMatchObject({ state: 'final' });
  expect(await arrived(home, [other.id, signed.id, anew.id])).toBe(3n * COIN);
  journal.close();
});

test('the same inputs and payments give the same id, every time', async () => {
  const { spender, signed, keys } = await signedRefund();
  expect((await spender.signPayments(keys, 0, [{ to: home, amount: COIN }])).id).toBe(signed.id);
});

test('change that no output could hold is not made: the address cannot pay this by itself', async () => {
  const { spender, keys } = await signedRefund();
  const source = { place: 0, balance: 3n * COIN };
  const left = (amount: bigint) => spender.leftAfter(source, [{ to: home, amount }]);
  expect([3n * COIN, 3n * COIN - 212_999n, 3n * COIN - 213_000n, 212_999n].map(left)).toEqual([
    0n,
    undefined,
    0n,
    undefined,
  ]);
  expect(spender.leftAfter({ ...source, place: 'purse' }, [{ to: home, amount: COIN }])).toBe(2n * COIN);
  const tooMuch = spender.signPayments(keys, 0, [{ to: home, amount: 3n * COIN - 1n }]);
  await expect(tooMuch).rejects.toMatchObject({ code: 'too-little-there' });
});
