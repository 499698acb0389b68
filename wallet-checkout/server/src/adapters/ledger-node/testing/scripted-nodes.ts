import { millis } from '@tanglegate/core/clock';
import { expect, vi } from 'vitest';
import type { NodeHealth } from '../../../ports/ledger-health.ts';
import type { Ledger } from '../../../ports/ledger.ts';
import { rebasedLedger } from '../../rebased/rebased-ledger.ts';
import { CHAIN } from '../../rebased/testing/scripted-chain.ts';
import { scriptedNode, type Script } from '../../rebased/testing/scripted-node.ts';
import type { LedgerOnNode } from '../node-standing.ts';
import { preferredNodes } from '../preferred-nodes.ts';
import { ReadMarks } from '../read-marks.ts';

/** Where a follower of the scripted chain stands. */
export const at = (position: number) => ({ chain: CHAIN, position });

/** Real HTTP servers, whose scripts can be changed; a clock and a chance that the test moves. */
export async function nodesOf(...scripts: [Script | number | string, ...(Script | number | string)[]]) {
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

export async function untilLooked({ nodes }: Nodes, times: number): Promise<void> {
  await vi.waitFor(() => {
    expect(nodes[0]?.looks.done).toBe(times);
  });
}
type Nodes = Awaited<ReturnType<typeof nodesOf>>;
export async function untilStates({ states }: Nodes, wanted: readonly NodeHealth['state'][]): Promise<void> {
  await vi.waitFor(() => {
    expect(states()).toEqual(wanted);
  });
}
