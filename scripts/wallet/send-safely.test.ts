import { join } from 'node:path';
import { expect, test } from 'vitest';
import { IOTA, walletOnDevnet } from '../testing/wallet-on-devnet.ts';
import { openJournal } from './journal.ts';
import { finishEarlier, sendSafely } from './send-safely.ts';
import type { Spender } from './spender.ts';

const home = 'ab'.repeat(32);
const cutOff = (): Promise<never> => Promise.reject(new Error('cut off'));

/** A wallet with one deposit, and a refund signed out of it. */
async function signedRefund() {
  const wallet = await walletOnDevnet();
  const { devnet, keys, spender, pay } = wallet;
  await pay(3n * IOTA);
  const signed = await spender.signPayments(keys, 0, [{ to: home, amount: IOTA }]);
  const chain = devnet.chainIdentifier;
  const purpose = { chain, from: keys.address(0), refunds: [{ id: 'refund-1', to: home }] };
  const file = join(wallet.folder, 'journal.sqlite');
  const quick = { everyMs: 20, mostMs: 10_000 };
  return { ...wallet, signed, chain, purpose, file, quick };
}

/** The first run ends as `broken` makes it end; the second one is whole. */
async function runTwice(wallet: Awaited<ReturnType<typeof signedRefund>>, broken: Spender) {
  const { signed, purpose, file, chain, spender, quick } = wallet;
  const first = openJournal(file);
  const run = sendSafely(signed, purpose, { spender: broken, journal: first, everyMs: 20, mostMs: 300 });
  await expect(run).rejects.toMatchObject({ code: 'not-final-yet' });
  first.close();
  const second = openJournal(file);
  expect([...second.coveredRefunds(chain)]).toEqual(['refund-1']);
  expect(await finishEarlier(chain, { spender, journal: second, ...quick })).toBe(1);
  const standing = { covered: [...second.coveredRefunds(chain)], sent: second.sent(chain) };
  second.close();
  return standing;
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
])(
  'cut off %s: the next run pays it once',
  async (_when, breaking) => {
    const wallet = await signedRefund();
    const { spender, signed } = wallet;
    const { covered, sent } = await runTwice(wallet, { ...spender, ...breaking(spender) });
    expect(covered).toEqual(['refund-1']);
    expect(sent.refunds).toEqual([{ id: 'refund-1', to: home, transaction: signed.id }]);
    expect(await spender.balance(home)).toBe(IOTA);
    expect(await spender.balance(wallet.keys.address(0))).toBe(
      3n * IOTA - BigInt(sent.spent[0]?.amount ?? 0),
    );
  },
  30_000,
);

test('coins that went elsewhere meanwhile: it can never be executed, and its refund may be signed anew', async () => {
  const { spender, signed, purpose, chain, file, keys, quick } = await signedRefund();
  const other = await spender.signPayments(keys, 0, [{ to: home, amount: 1n }]);
  const journal = openJournal(file);
  const parts = { spender, journal, ...quick };
  expect(await sendSafely(other, { ...purpose, refunds: [] }, parts)).toMatchObject({ state: 'final' });
  expect(await sendSafely(signed, purpose, parts)).toEqual({ state: 'dead' });
  expect([...journal.coveredRefunds(chain)]).toEqual([]);
  const anew = await spender.signPayments(keys, 0, [{ to: home, amount: IOTA }]);
  expect(await sendSafely(anew, purpose, parts)).toMatchObject({ state: 'final' });
  expect(journal.sent(chain).refunds).toEqual([{ id: 'refund-1', to: home, transaction: anew.id }]);
  expect(await spender.balance(home)).toBe(IOTA + 1n);
  journal.close();
}, 30_000);

test('a node that shows no coins is behind, or they are gone: nothing is signed, and it is said', async () => {
  const { spender, keys } = await walletOnDevnet();
  await expect(spender.signPayments(keys, 1, [{ to: home, amount: 1n }])).rejects.toMatchObject({
    code: 'node-error',
    message: expect.stringMatching(/shows no coins at 0x[0-9a-f]{64}, so nothing was signed/) as string,
  });
});

test('the journal is one command at a time', async () => {
  const { file } = await signedRefund();
  const journal = openJournal(file);
  expect(() => openJournal(file)).toThrow('another sweep or refund is using it');
  journal.close();
  openJournal(file).close();
});
