import { expect, test } from 'vitest';
import { ledgerUnits } from '@tanglegate/core/money';
import type { LedgerCursor } from '../../ports/ledger.ts';
import { ReadMarks } from '../ledger-node/read-marks.ts';
import { stardustLedger } from './stardust-ledger.ts';
import { chainScript, milestoneId, outputId, type ChainOptions } from './testing/scripted-chain.ts';
import { asRecorded, recorded, scriptedNode, type Script } from './testing/scripted-node.ts';

const network = {
  networkName: 'our-tangle',
  bech32Hrp: 'tst',
  coin: { symbol: 'TEST', decimals: 6 },
  leastOutput: ledgerUnits(213_000n),
};
const START = 100;
const CHAIN = `our-tangle@${START}:${milestoneId(START)}`;
const at = (position: number, chain = CHAIN): LedgerCursor => ({ chain, position });

async function ledgerOf(script: Script) {
  const node = await scriptedNode(script);
  return { node, ledger: stardustLedger(node, network) };
}
/** A node that can be replaced by another under the same URL. */
async function replaceable(options: ChainOptions) {
  let script = chainScript(options);
  const { node, ledger } = await ledgerOf((path) => script(path));
  const replace = (next: ChainOptions | Script): void => {
    script = typeof next === 'function' ? next : chainScript(next);
  };
  return { node, ledger, replace };
}

test('a real node’s payment, spent outputs included', async () => {
  const { networkName } = (recorded['info'] as { body: { protocol: { networkName: string } } }).body.protocol;
  const node = await scriptedNode(asRecorded);
  const ledger = stardustLedger(node, { ...network, networkName });
  const { previousMilestoneId } = (
    recorded['milestones/by-index/3'] as { body: { previousMilestoneId: string } }
  ).body;
  const page = await ledger.readAfter(at(2, `${networkName}@2:${previousMilestoneId}`));
  expect(page).toMatchObject({ position: 3, atTip: true, ledgerAt: 1_795_466_629_000 });
  expect(page.arrivals.map(({ kind }) => kind)).toEqual(['deposit', 'deposit', 'deposit', 'deposit']);
});

test('following begins at the confirmed milestone, and the cursor names it', async () => {
  const { ledger } = await ledgerOf(chainScript({ tip: START }));
  expect(await ledger.tip()).toEqual(at(START));
  expect(await ledger.readAfter(at(START))).toEqual({ position: START, arrivals: [], atTip: true });
});

test('a node that has had no milestone yet is waited for', async () => {
  const tip = chainScript({ tip: 0 });
  const { ledger } = await ledgerOf((path) => {
    const answer = tip(path);
    if (typeof answer !== 'object' || !('status' in answer)) return answer;
    return { ...answer, status: { confirmedMilestone: { index: 0 }, pruningIndex: 0 } };
  });
  await expect(ledger.tip()).rejects.toMatchObject({ code: 'ledger-incomplete' });
});

test('after a pause: pages in order, none twice, to the tip', async () => {
  const { ledger } = await ledgerOf(chainScript({ tip: START + 120, outputs: (index) => index % 3 }));
  const found: string[] = [];
  let position = START;
  for (const isLast of [false, false, true]) {
    const page = await ledger.readAfter(at(position));
    expect(page.atTip).toBe(isLast);
    found.push(...page.arrivals.map(({ ledgerId }) => ledgerId));
    position = page.position;
  }
  expect(position).toBe(START + 120);
  const expected = Array.from({ length: 120 }, (_, i) => START + 1 + i).flatMap((index) =>
    Array.from({ length: index % 3 }, (_, number) => outputId(index, number)),
  );
  expect(found).toEqual(expected);
});

test('how much is asked of the node depends on the chain alone', async () => {
  const { node, ledger } = await ledgerOf(chainScript({ tip: START + 1, outputs: () => 2 }));
  await ledger.readAfter(at(START));
  await ledger.readAfter(at(START + 1));
  expect(node.asked).toEqual([
    'info',
    `milestones/by-index/${START + 1}`, // The one that following began after, once.
    `milestones/by-index/${START + 1}`,
    `milestones/by-index/${START + 1}/utxo-changes`,
    `outputs/${outputId(START + 1, 0)}`,
    `outputs/${outputId(START + 1, 1)}`,
    'info',
  ]);
});

test('a node that stands before the cursor is behind, and says so', async () => {
  const { ledger } = await ledgerOf(chainScript({ tip: START + 5 }));
  await expect(ledger.readAfter(at(START + 9))).rejects.toMatchObject({
    code: 'ledger-behind',
    message: `The node stands at milestone ${START + 5}, and ${START + 9} was read already: it is behind.`,
  });
});

test.each<[string, ChainOptions, RegExp]>([
  [
    'another name',
    { tip: 105, networkName: 'theirs' },
    /of network theirs, with addresses tst1…, and the settings want our-tangle, tst1…/,
  ],
  [
    'another prefix',
    { tip: 105, hrp: 'rms' },
    /with addresses rms1…, and the settings want our-tangle, tst1…/,
  ],
  ['another coin', { tip: 105, decimals: 9 }, /has 9 decimals, and the settings say 6/],
  [
    'another least output',
    { tip: 105, vByteCost: 250 },
    /is 106500 units, and the settings say 213000\. Set TANGLEGATE_STARDUST_LEAST_OUTPUT to 106500/,
  ],
  [
    'the same name, made anew',
    { tip: 105, fork: 'b' },
    /called our-tangle as well, but its milestone 100 is another one/,
  ],
])('a node of %s is not followed', async (_name, options, message) => {
  const { ledger } = await ledgerOf(chainScript(options));
  await expect(ledger.readAfter(at(102))).rejects.toMatchObject({
    code: 'ledger-other-chain',
    message: expect.stringMatching(message) as string,
  });
});

test.each(['our-tangle', 'theirs@100:0x00', `theirs@${START}:${milestoneId(START)}`, '59fb7f45'])(
  'a cursor of another chain, %s, is not followed',
  async (chain) => {
    const { ledger } = await ledgerOf(chainScript({ tip: START + 5 }));
    await expect(ledger.readAfter(at(102, chain))).rejects.toMatchObject({ code: 'ledger-other-chain' });
  },
);

test('another chain under the same URL is noticed while following', async () => {
  const { ledger, replace } = await replaceable({ tip: START + 5 });
  expect(await ledger.readAfter(at(START))).toMatchObject({ position: START + 5 });
  replace({ tip: START + 9, fork: 'b' });
  await expect(ledger.readAfter(at(START + 5))).rejects.toMatchObject({
    code: 'ledger-other-chain',
    message: expect.stringContaining('does not follow the milestone 105') as string,
  });
});

test('another chain is noticed between two pages of a long catch-up too', async () => {
  const { ledger, replace } = await replaceable({ tip: START + 90 });
  expect(await ledger.readAfter(at(START))).toMatchObject({ position: START + 50, atTip: false });
  replace({ tip: START + 90, fork: 'b' });
  await expect(ledger.readAfter(at(START + 50))).rejects.toMatchObject({ code: 'ledger-other-chain' });
});

test.each([
  ['further on', START + 60],
  ['just as long', START + 50],
])('what one node has told, the next one must continue: not a Tangle made anew, %s', async (_name, tip) => {
  const marks = new ReadMarks();
  const on = async (options: ChainOptions) =>
    stardustLedger(await scriptedNode(chainScript(options)), network, marks);
  await (await on({ tip: START + 50 })).readAfter(at(START));
  // It has forgotten where following began, and has the same name: only what was read last gives it away.
  const anew = await on({ tip, pruned: START + 20, fork: 'b' });
  await expect(anew.readAfter(at(START + 50))).rejects.toMatchObject({ code: 'ledger-other-chain' });
});

test('a node that has forgotten where following began is believed by its name', async () => {
  const { ledger } = await ledgerOf(chainScript({ tip: START + 40, pruned: START + 20, outputs: () => 1 }));
  const page = await ledger.readAfter(at(START + 20));
  expect(page).toMatchObject({ position: START + 40, atTip: true });
  expect(page.arrivals).toHaveLength(20);
});

test('a node that has forgotten milestones after the cursor: the gap is named, with numbers', async () => {
  const { ledger } = await ledgerOf(chainScript({ tip: START + 40, pruned: START + 21 }));
  await expect(ledger.readAfter(at(START + 20))).rejects.toMatchObject({
    code: 'ledger-gap',
    message: expect.stringMatching(
      /forgotten all milestones up to 121, and this checkout has read up to 120.*1 milestones/,
    ) as string,
    details: { from: START + 21, to: START + 21 },
  });
});

test.each([
  ['a milestone', /^milestones\/by-index\/101$/],
  ['what a milestone changed', /utxo-changes$/],
  ['an output', /^outputs\//],
])(
  '%s that is not there yet is asked for again, and one that was forgotten is a gap',
  async (_name, missing) => {
    const options = { tip: START + 2, outputs: () => 1 };
    const { ledger, replace } = await replaceable(options);
    const whole = chainScript(options);
    // What makes this process sure of the chain is asked for first, and once.
    expect(await ledger.readAfter(at(START + 2))).toMatchObject({ atTip: true });
    replace((path) => (missing.test(path) ? 404 : whole(path)));
    await expect(ledger.readAfter(at(START))).rejects.toMatchObject({ code: 'ledger-incomplete' });
    replace(options);
    expect(await ledger.readAfter(at(START))).toMatchObject({ position: START + 2, atTip: true });
    const pruned = chainScript({ ...options, pruned: START + 1 });
    let asked = 0;
    replace((path) => {
      if (missing.test(path)) return 404;
      return path === 'info' && asked++ > 0 ? pruned(path) : whole(path);
    });
    await expect(ledger.readAfter(at(START))).rejects.toMatchObject({ code: 'ledger-gap' });
  },
);

test.each<[string, object | number | string, string, string]>([
  ['HTTP 503', 503, 'ledger-node-error', 'HTTP 503'],
  ['no such page', 404, 'ledger-node-error', 'HTTP 404'],
  ['no JSON', '<html>', 'ledger-nonsense', 'cannot be read'],
  ['another shape', { status: 'fine' }, 'ledger-nonsense', 'cannot be read'],
])('%s is said in words', async (_name, answer, code, words) => {
  const { ledger } = await ledgerOf(() => answer);
  await expect(ledger.readAfter(at(START))).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words) as string,
  });
});

test('an answer about another milestone than the question is nonsense', async () => {
  const whole = chainScript({ tip: START + 2 });
  const { ledger } = await ledgerOf((path) => whole(path.replace(/102\/utxo/, '101/utxo')));
  await expect(ledger.readAfter(at(START))).rejects.toMatchObject({ code: 'ledger-nonsense' });
});
