import { expect, test } from 'vitest';
import type { Coin } from './domain/object.ts';
import type { LedgerStore } from './ports/ledger-store.ts';
import { answersOf, recorded, replayNode } from './testing/replay.ts';

// A real full node's coins, the transaction and signature that its SDK sent, and every byte of what it answered.

test('a recorded payment gives the digests, gas and balance changes that the real node gave', async () => {
  const call = replayNode();
  const { request, response } = recorded('iota_executeTransactionBlock');
  expect(await call(request)).toEqual(response);
});

test('the coins are listed as the real node listed them', async () => {
  const call = replayNode();
  for (const name of ['iotax_getCoins', 'iotax_getCoins_page', 'iotax_getCoins_empty', 'iotax_getBalance']) {
    const { request, response } = recorded(name);
    expect(await call(request)).toEqual(response);
  }
});

test('sent again, it is answered again without its balance changes, and nothing moves', async () => {
  const call = replayNode();
  await call(recorded('iota_executeTransactionBlock').request);
  const { request, response } = recorded('iota_executeTransactionBlock_again');
  expect(await call(request)).toEqual(response);
});

test('a forged signature and a spent coin are refused in the real node’s words', async () => {
  const call = replayNode();
  const forged = recorded('iota_executeTransactionBlock_bad_signature');
  expect(await call(forged.request)).toEqual(forged.response);
  await call(recorded('iota_executeTransactionBlock').request);
  const stale = recorded('iota_executeTransactionBlock_stale_object');
  expect(await call(stale.request)).toEqual(stale.response);
});

/** Takes the guard away: validators that never see a coin's next version. */
function blindToSpending(store: LedgerStore): LedgerStore {
  const seen = new Map<string, Coin | undefined>();
  const find: LedgerStore['coins']['find'] = (id, upTo) => {
    if (!seen.has(id)) seen.set(id, store.coins.find(id, upTo));
    return seen.get(id);
  };
  return { ...store, coins: { ...store.coins, find } };
}

test('positive control: without a look at the coins as they are now, the same coins are spent twice', async () => {
  const call = replayNode(blindToSpending);
  await call(recorded('iota_executeTransactionBlock').request);
  const second = await call(recorded('iota_executeTransactionBlock_stale_object').request);
  expect(second).toMatchObject({ result: { effects: { status: { status: 'success' } } } });
});

test('an underfunded payment fails on the ledger, for the gas that the real node took', async () => {
  const call = replayNode();
  await call({ ...recorded('iota_executeTransactionBlock').request, waitForLocalExecution: true });
  const tried = recorded('iota_dryRunTransactionBlock_insufficient');
  expect(await call(tried.request)).toEqual(tried.response);
  const { request, response } = recorded('iota_executeTransactionBlock_insufficient');
  expect(await call(request)).toEqual(response);
});

test('all that can be shown of the payment is what the real node showed', async () => {
  const call = replayNode();
  await call({ ...recorded('iota_executeTransactionBlock').request, waitForLocalExecution: true });
  const { request, response } = recorded('iota_multiGetTransactionBlocks_payment_all_options');
  const [ours] = answersOf(await call(request));
  const [real] = answersOf(response);
  // Not in a checkpoint yet; which one it will be in is not the payment's doing.
  expect({ ...ours, timestampMs: real?.['timestampMs'], checkpoint: real?.['checkpoint'] }).toEqual(real);
});
