import { millis } from '@tanglegate/core/clock';
import { expect, test, vi } from 'vitest';
import type { NodeHealth } from '../../ports/ledger-health.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { rebasedLedger } from '../rebased/rebased-ledger.ts';
import { CHAIN, chain } from '../rebased/testing/scripted-chain.ts';
import { scriptedNode, type Script } from '../rebased/testing/scripted-node.ts';
import type { LedgerOnNode } from './node-standing.ts';
import { preferredNodes } from './preferred-nodes.ts';
import { ReadMarks } from './read-marks.ts';

const at = (position: number) => ({ chain: CHAIN, position });

/** Real HTTP servers, whose scripts can be changed; a clock and a chance that the test moves. */
async function nodesOf(...scripts: [Script | number | string, ...(Script | number | string)[]]) {
  const current = scripts.map((script) => script);
  const read = new ReadMarks();
  const nodes: (LedgerOnNode & { asked: string[]; looks: { begun: number; done: number } })[] = [];
  for (const i of scripts.keys()) {
    const node = await scriptedNode((method, params) => {
      const script = current[i] ?? 500;
      return typeof script === 'function' ? script(method, params) : script;
    });
    const [ledger, looking] = [rebasedLedger(node, read), rebasedLedger(node, read.forLooking())];
    const looks = { begun: 0, done: 0 };
    const readAfter: Ledger['readAfter'] = async (cursor) => {
      looks.begun += 1;
      try {
        return await looking.readAfter(cursor);
      } finally {
        looks.done += 1;
      }
    };
    const name = `node-${i + 1}`;
    nodes.push({ name, ledger, look: { ...looking, readAfter }, asked: node.asked, looks });
  }
  const time = { now: 1_000_000, random: 1 };
  const [first, ...others] = nodes;
  if (first === undefined) throw new Error('no node');
  const changed = vi.fn<(nodes: readonly NodeHealth[]) => void>();
  const ledger = preferredNodes([first, ...others], {
    clock: { now: () => millis(time.now) },
    random: () => time.random,
    changed,
  });
  return {
    ...{ ledger, nodes, time, changed },
    become: (i: number, script: Script | number | string) => {
      current[i] = script;
    },
    states: () => ledger.nodes().map(({ state }) => state),
    forget: () => {
      for (const { asked } of nodes) asked.length = 0;
    },
  };
}

async function untilLooked({ nodes }: Nodes, times: number): Promise<void> {
  await vi.waitFor(() => {
    expect(nodes[0]?.looks.done).toBe(times);
  });
}
type Nodes = Awaited<ReturnType<typeof nodesOf>>;
async function untilStates({ states }: Nodes, wanted: readonly NodeHealth['state'][]): Promise<void> {
  await vi.waitFor(() => {
    expect(states()).toEqual(wanted);
  });
}

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

test('the tip comes from the first that works', async () => {
  const on = await nodesOf(503, chain(1, 5), chain(1, 9));
  expect(await on.ledger.tip()).toEqual(at(5));
});
