import { expect, test, vi } from 'vitest';
import { chain } from '../rebased/testing/scripted-chain.ts';
import type { Script } from '../rebased/testing/scripted-node.ts';
import { at, nodesOf, untilLooked, untilStates } from './testing/scripted-nodes.ts';

test('the first is asked while it works; the second is looked at, and nothing more', async () => {
  const on = await nodesOf(chain(1, 5), chain(1, 5));
  expect(on.states()).toEqual(['not-asked', 'not-asked']);
  expect(await on.ledger.readAfter(at(1))).toMatchObject({ position: 5 });
  await untilStates(on, ['in-use', 'standing-by']);
  on.forget();
  for (let i = 0; i < 5; i += 1) await on.ledger.readAfter(at(5));
  expect(on.nodes.map(({ asked }) => asked.length)).toEqual([5, 0]);
});

test.each<[string, Script | number | string]>([
  ['is overloaded', 503],
  ['answers with a page for people', '<!doctype html><title>Bad gateway</title>'],
  ['answers with half of its JSON', '{"jsonrpc":"2.0","id":1,"resu'],
  ['answers in another shape', () => ({ result: { data: 'none' } })],
  ['refuses', () => ({ error: { code: -32601, message: 'Method not found' } })],
])('a node that %s: the next one answers the same question, and it is told why', async (_name, bad) => {
  const on = await nodesOf(bad, chain(1, 5));
  expect(await on.ledger.readAfter(at(1))).toMatchObject({ position: 5 });
  expect(on.ledger.nodes()).toEqual([
    { name: 'node-1', state: 'failing', since: 1_000_000, why: expect.any(String) as string },
    { name: 'node-2', state: 'in-use' },
  ]);
  expect(on.changed).toHaveBeenLastCalledWith(on.ledger.nodes());
});

test.each([
  [0, 500],
  [1, 1_000],
])(
  'with jitter %d, a node that failed is left alone for %i ms, then twice as long',
  async (random, pause) => {
    const on = await nodesOf(503, chain(1, 5));
    on.time.random = random;
    await on.ledger.readAfter(at(1));
    for (const [before, wait] of [pause, pause * 2, pause * 4].entries()) {
      on.time.now += wait - 1;
      await on.ledger.readAfter(at(5));
      expect(on.nodes[0]?.looks.begun).toBe(before);
      on.time.now += 1;
      await on.ledger.readAfter(at(5));
      await untilLooked(on, before + 1);
    }
  },
);

test('however long it was gone, it is looked at once a minute; well again, it is the one that is asked', async () => {
  const on = await nodesOf(503, chain(1, 5));
  await on.ledger.readAfter(at(1));
  for (let times = 1; times <= 10; times += 1) {
    on.time.now += 60_000;
    await on.ledger.readAfter(at(5));
    await untilLooked(on, times);
  }
  on.become(0, chain(1, 7));
  on.time.now += 60_000;
  expect(await on.ledger.readAfter(at(5))).toMatchObject({ position: 5 });
  await untilStates(on, ['standing-by', 'in-use']);
  expect(await on.ledger.readAfter(at(5))).toMatchObject({ position: 7 });
  expect(on.states()[0]).toBe('in-use');
});

test('a node that hangs is looked at beside the work, and holds up nothing', async () => {
  const on = await nodesOf(503, chain(1, 5));
  await on.ledger.readAfter(at(1));
  let release = (): void => undefined;
  const [hanging] = on.nodes;
  if (hanging === undefined) throw new Error('no node');
  const looks = vi.spyOn(hanging.look, 'readAfter').mockImplementation(
    () =>
      new Promise((resolve) => {
        release = () => {
          resolve({ position: 5, arrivals: [], atTip: true });
        };
      }),
  );
  on.time.now += 1_000;
  expect(await on.ledger.readAfter(at(5))).toMatchObject({ position: 5 });
  on.time.now += 60_000;
  expect(await on.ledger.readAfter(at(5))).toMatchObject({ position: 5 });
  expect(looks).toHaveBeenCalledTimes(1);
  release();
});

test('the tip comes from the first that works', async () => {
  const on = await nodesOf(503, chain(1, 5), chain(1, 9));
  expect(await on.ledger.tip()).toEqual(at(5));
});
