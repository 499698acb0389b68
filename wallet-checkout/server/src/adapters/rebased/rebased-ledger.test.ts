import { expect, test } from 'vitest';
import type { LedgerCursor } from '../../ports/ledger.ts';
import { rebasedLedger } from './rebased-ledger.ts';
import { CHAIN, chain } from './testing/scripted-chain.ts';
import { recorded, scriptedNode } from './testing/scripted-node.ts';

const at = (position: number, chain = CHAIN): LedgerCursor => ({ chain, position });
const chainAnswer = recorded('iota_getChainIdentifier').response;

test('a real node’s last page: data, and a null cursor', async () => {
  const node = await scriptedNode((method, params) => {
    if (method === 'iota_getChainIdentifier') return chainAnswer;
    if (method === 'iota_getCheckpoints') {
      expect(params).toEqual(['81', 100, false]);
      return recorded('iota_getCheckpoints').response;
    }
    return recorded('iota_multiGetTransactionBlocks').response;
  });
  const page = await rebasedLedger(node).readAfter(at(81));
  expect(page).toMatchObject({
    position: 83,
    atTip: true,
    arrivals: [{ kind: 'deposit' }],
  });
});

test('the tip, given again, is not read again', async () => {
  const node = await scriptedNode((method) =>
    method === 'iota_getChainIdentifier' ? chainAnswer : recorded('iota_getCheckpoints_at_tip').response,
  );
  expect(await rebasedLedger(node).readAfter(at(83))).toEqual({ position: 83, arrivals: [], atTip: true });
  expect(node.asked).not.toContain('iota_multiGetTransactionBlocks');
});

test('a cursor beyond the tip: the node is behind, and says so', async () => {
  const node = await scriptedNode((method) =>
    method === 'iota_getChainIdentifier' ? chainAnswer : recorded('iota_getCheckpoints_beyond_tip').response,
  );
  await expect(rebasedLedger(node).readAfter(at(100_083))).rejects.toMatchObject({ code: 'ledger-behind' });
});

test('a node of another chain is not followed', async () => {
  const node = await scriptedNode(chain(1, 5));
  await expect(rebasedLedger(node).readAfter(at(1, 'ffffffff'))).rejects.toMatchObject({
    code: 'ledger-other-chain',
    message: expect.stringContaining(
      'of chain 59fb7f45, and this checkout has followed chain ffffffff',
    ) as string,
  });
});

test('another chain under the same URL is noticed while following', async () => {
  let script = chain(1, 5);
  const node = await scriptedNode((method, params) => script(method, params));
  const ledger = rebasedLedger(node);
  expect(await ledger.readAfter(at(1))).toMatchObject({ position: 5 });
  const other = chain(1, 9, { fork: '-other' });
  script = (method, params) =>
    method === 'iota_getChainIdentifier' ? { result: '00000000' } : other(method, params);
  await expect(ledger.readAfter(at(5))).rejects.toMatchObject({ code: 'ledger-other-chain' });
});

test('one unknown digest fails the batch: what comes before it is read, it itself later', async () => {
  let script = chain(1, 5, { unknown: 4 });
  const node = await scriptedNode((method, params) => script(method, params));
  const ledger = rebasedLedger(node);
  expect(await ledger.readAfter(at(1))).toEqual({ position: 3, arrivals: [], atTip: false, ledgerAt: 3_000 });
  await expect(ledger.readAfter(at(3))).rejects.toMatchObject({ code: 'ledger-incomplete' });
  script = chain(1, 5);
  expect(await ledger.readAfter(at(3))).toMatchObject({ position: 5, atTip: true });
});

test('a node that has forgotten checkpoints is not believed', async () => {
  const node = await scriptedNode(chain(7, 9));
  await expect(rebasedLedger(node).readAfter(at(3))).rejects.toMatchObject({
    code: 'ledger-gap',
    message: expect.stringContaining('checkpoint 7 after 3') as string,
    details: { from: 4, to: 6 },
  });
});

test('an empty page far below the tip is a gap too, found to the checkpoint', async () => {
  const node = await scriptedNode(chain(700, 1_000));
  await expect(rebasedLedger(node).readAfter(at(3))).rejects.toMatchObject({
    code: 'ledger-gap',
    details: { from: 4, to: 699 },
  });
});

test('what comes before a gap is read', async () => {
  const whole = chain(1, 9);
  const node = await scriptedNode((method, params) => {
    const answer = whole(method, params);
    if (method !== 'iota_getCheckpoints' || typeof answer !== 'object') return answer;
    const page = answer.result as { data: { sequenceNumber: string }[] };
    const data = page.data.filter(({ sequenceNumber }) => sequenceNumber !== '5');
    return { result: { ...page, data } };
  });
  const ledger = rebasedLedger(node);
  expect(await ledger.readAfter(at(2))).toMatchObject({ position: 4, atTip: false });
  await expect(ledger.readAfter(at(4))).rejects.toMatchObject({ details: { from: 5, to: 5 } });
});

test.each([
  ['at the end of what was read', chain(1, 9, { fork: 'b' })],
  ['at the tip', chain(1, 5, { fork: 'b' })],
])('another history under the same name is noticed %s', async (_name, other) => {
  let script = chain(1, 5);
  const node = await scriptedNode((method, params) => script(method, params));
  const ledger = rebasedLedger(node);
  await ledger.readAfter(at(1));
  script = other;
  await expect(ledger.readAfter(at(5))).rejects.toMatchObject({
    code: 'ledger-other-chain',
    message: expect.stringContaining('checkpoint 5 is another one than was read before') as string,
  });
});

test.each([
  ['HTTP 503', 503, 'ledger-node-error', 'HTTP 503'],
  ['no JSON', '<html>', 'ledger-nonsense', 'cannot be read'],
  ['another shape', { result: { data: 'none' } }, 'ledger-nonsense', 'cannot be read'],
  [
    'a refusal',
    { error: { code: -32602, message: 'Invalid params' } },
    'ledger-node-error',
    'Invalid params',
  ],
] as const)('%s is said in words', async (_name, answer, code, words) => {
  const node = await scriptedNode((method) => (method === 'iota_getChainIdentifier' ? chainAnswer : answer));
  await expect(rebasedLedger(node).readAfter(at(1))).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words) as string,
  });
});

test('how much is asked of the node depends on the chain alone', async () => {
  const node = await scriptedNode(chain(1, 5));
  const ledger = rebasedLedger(node);
  await ledger.readAfter(at(1));
  await ledger.readAfter(at(5));
  expect(node.asked).toEqual([
    'iota_getChainIdentifier',
    'iota_getCheckpoints',
    'iota_multiGetTransactionBlocks',
    'iota_getCheckpoints',
  ]);
});
