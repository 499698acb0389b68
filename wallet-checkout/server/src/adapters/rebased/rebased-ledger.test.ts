import { expect, test } from 'vitest';
import type { LedgerCursor } from '../../ports/ledger.ts';
import { rebasedLedger } from './rebased-ledger.ts';
import { recorded, scriptedNode, type Script } from './testing/scripted-node.ts';

const CHAIN = '59fb7f45';
const at = (position: number, chain = CHAIN): LedgerCursor => ({ chain, position });
const chainAnswer = recorded('iota_getChainIdentifier').response;

/** A chain of checkpoints, each with one transaction that pays nobody. */
const checkpoint = (n: number, fork = '') => ({
  sequenceNumber: String(n),
  digest: `C${n}${fork}`,
  previousDigest: `C${n - 1}${fork}`,
  transactions: [digestOf(n)],
});
const digestOf = (n: number): string => '1'.repeat(31) + '23456789ABCDEFGHJK'.charAt(n % 18);
const transaction = (digest: unknown, checkpointOf: (digest: unknown) => number) => ({
  digest,
  checkpoint: String(checkpointOf(digest)),
  timestampMs: '1',
  effects: { status: { status: 'success' } },
  balanceChanges: [],
});

function chain(first: number, last: number, options: { fork?: string; unknown?: number } = {}): Script {
  const all = Array.from({ length: last - first + 1 }, (_, i) => checkpoint(first + i, options.fork));
  const checkpointOf = (digest: unknown) =>
    Number(all.find(({ transactions }) => transactions[0] === digest)?.sequenceNumber);
  return (method, [one]) => {
    if (method === 'iota_getChainIdentifier') return chainAnswer;
    if (method === 'iota_getCheckpoints') {
      const data = all.filter(({ sequenceNumber }) => Number(sequenceNumber) > Number(one));
      return {
        result: { data: data.length > 0 ? data : all.slice(-1), nextCursor: null, hasNextPage: false },
      };
    }
    const digests = one as string[];
    if (options.unknown !== undefined && digests.includes(digestOf(options.unknown)))
      return { error: { code: -32602, message: 'unable to derive balance changes because effect is empty' } };
    return { result: digests.map((digest) => transaction(digest, checkpointOf)) };
  };
}

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
  expect(await ledger.readAfter(at(1))).toEqual({ position: 3, arrivals: [], atTip: false });
  await expect(ledger.readAfter(at(3))).rejects.toMatchObject({ code: 'ledger-incomplete' });
  script = chain(1, 5);
  expect(await ledger.readAfter(at(3))).toMatchObject({ position: 5, atTip: true });
});

test('a node that has forgotten checkpoints is not believed', async () => {
  const node = await scriptedNode(chain(7, 9));
  await expect(rebasedLedger(node).readAfter(at(3))).rejects.toMatchObject({
    code: 'ledger-gap',
    message: expect.stringContaining('checkpoint 7 after 3') as string,
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
