import { expect, test, vi } from 'vitest';
import { chain } from '../rebased/testing/scripted-chain.ts';
import { at, nodesOf, untilStates } from './testing/scripted-nodes.ts';

test('a node of another network is skipped and named while another one works', async () => {
  const on = await nodesOf(chain(1, 5, { chain: 'ffffffff' }), chain(1, 5));
  expect(await on.ledger.readAfter(at(1))).toMatchObject({ position: 5 });
  expect(on.ledger.nodes()).toMatchObject([
    { state: 'other-network', why: expect.stringContaining('of chain ffffffff') as string },
    { state: 'in-use' },
  ]);
});

test('only when every node is of another chain is that the answer', async () => {
  const foreign = chain(1, 5, { chain: 'ffffffff' });
  const on = await nodesOf(foreign, 503);
  await expect(on.ledger.readAfter(at(1))).rejects.toMatchObject({
    code: 'ledger-unreachable',
    message: expect.stringMatching(/1\. node-1: .*of chain ffffffff.* 2\. node-2: .*HTTP 503/) as string,
  });
  expect(on.states()).toEqual(['other-network', 'failing']);
  on.become(1, foreign);
  await expect(on.ledger.readAfter(at(1))).rejects.toMatchObject({ code: 'ledger-other-chain' });
});

test('a node that stands before the cursor is skipped until it has caught up', async () => {
  const on = await nodesOf(chain(1, 3), chain(1, 9));
  expect(await on.ledger.readAfter(at(5))).toMatchObject({ position: 9 });
  expect(on.states()).toEqual(['behind', 'in-use']);
  on.become(0, chain(1, 12));
  on.time.now += 1_000;
  await on.ledger.readAfter(at(9));
  await untilStates(on, ['standing-by', 'in-use']);
  expect(await on.ledger.readAfter(at(9))).toMatchObject({ position: 12 });
});

test('a node that stands still and answers well is left as soon as another one has more', async () => {
  const on = await nodesOf(chain(1, 5), chain(1, 5));
  await on.ledger.readAfter(at(1));
  await untilStates(on, ['in-use', 'standing-by']);
  // The whole network stands still: nobody is to blame.
  on.time.now += 60_000;
  await on.ledger.readAfter(at(5));
  await vi.waitFor(() => {
    expect(on.nodes[1]?.looks.done).toBe(2);
  });
  expect(on.states()).toEqual(['in-use', 'standing-by']);
  on.become(1, chain(1, 9));
  on.time.now += 60_000;
  expect(await on.ledger.readAfter(at(5))).toMatchObject({ position: 5 });
  await vi.waitFor(async () => {
    expect(await on.ledger.readAfter(at(5))).toMatchObject({ position: 9 });
  });
  expect(on.ledger.nodes()).toMatchObject([
    { state: 'behind', why: 'The node stands still at 5, and node-2 has more: it is behind.' },
    { state: 'in-use' },
  ]);
});

test('a node that has gone backwards is not used, whatever it says afterwards', async () => {
  const on = await nodesOf(chain(1, 9), chain(1, 9));
  await on.ledger.readAfter(at(1));
  on.become(0, chain(1, 4));
  expect(await on.ledger.readAfter(at(9))).toMatchObject({ position: 9 });
  expect(on.states()[0]).toBe('behind');
  // It has grown past the cursor again, with a history of its own.
  on.become(0, chain(1, 20, { fork: 'b' }));
  on.time.now += 1_000;
  await on.ledger.readAfter(at(9));
  await untilStates(on, ['other-network', 'in-use']);
});

test.each([
  ['made anew, under another name', chain(1, 30, { chain: 'ffffffff', fork: 'b' })],
  ['under the same name, with another history', chain(1, 30, { fork: 'b' })],
])('a chain %s, behind the URL of a node that stood by, does not slip in', async (_name, other) => {
  const on = await nodesOf(chain(1, 5), chain(1, 9));
  await on.ledger.readAfter(at(1));
  on.become(0, 503);
  expect(await on.ledger.readAfter(at(5))).toMatchObject({ position: 9 });
  // The second has told the rest. Now it is gone, and what answers as the first is another chain.
  on.become(0, other);
  on.become(1, 503);
  await expect(on.ledger.readAfter(at(9))).rejects.toMatchObject({ code: 'ledger-unreachable' });
  expect(on.states()).toEqual(['other-network', 'failing']);
  on.become(1, chain(1, 12));
  expect(await on.ledger.readAfter(at(9))).toMatchObject({ position: 12 });
});

test('what a mere look has read is no proof: a liar that stands by spoils nothing', async () => {
  const on = await nodesOf(chain(1, 9), chain(1, 9, { fork: 'b' }));
  await on.ledger.readAfter(at(1));
  await untilStates(on, ['in-use', 'standing-by']);
  on.become(0, chain(1, 12));
  expect(await on.ledger.readAfter(at(9))).toMatchObject({ position: 12 });
  expect(on.states()[0]).toBe('in-use');
  on.become(0, 503);
  await expect(on.ledger.readAfter(at(12))).rejects.toThrow(/node-2: .*behind/);
});

test('one that has forgotten what is next is skipped; when all have, the shortest gap is named', async () => {
  const on = await nodesOf(chain(40, 50), chain(1, 50, { pageSize: 10 }));
  expect(await on.ledger.readAfter(at(3))).toMatchObject({ position: 13 });
  expect(on.states()).toEqual(['pruned', 'in-use']);
  on.become(1, chain(30, 50));
  await expect(on.ledger.readAfter(at(13))).rejects.toMatchObject({
    code: 'ledger-gap',
    details: { from: 14, to: 29 },
  });
});
