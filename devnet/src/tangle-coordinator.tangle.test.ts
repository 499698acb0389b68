import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@tanglegate/core/clock';
import { expect, onTestFinished, test } from 'vitest';
import { rememberInFile } from './adapters/tangle/coordinator-file.ts';
import { openGenesis } from './adapters/tangle/create-genesis.ts';
import { signWithKeys } from './adapters/tangle/milestone-keys.ts';
import type { Hex } from './domain/tangle/hex.ts';
import type { CoordinatorMemory } from './ports/coordinating.ts';
import type { TangleNode } from './ports/tangle-node.ts';
import type { TestTangle } from './testing/start-tangle.ts';
import { startTangle } from './testing/start-tangle.ts';
import { makeTangleFolder } from './testing/tangle-folder.ts';
import { coordinate } from './use-cases/tangle/coordinate.ts';

/** To send a block again is harmless, and names it. */
async function lastBlock({ node }: TestTangle, memory: CoordinatorMemory): Promise<Hex> {
  return node.postBlock(memory.recall() ?? {});
}

test('a milestone that was made but cut off before it was sent, is sent after the restart', async () => {
  const dataFolder = makeTangleFolder();
  const before = await startTangle({ dataFolder });
  const { index } = await before.makeMilestone();
  const genesis = await openGenesis(dataFolder, 'not needed');
  const silent: TangleNode = { ...before.node, postBlock: () => Promise.reject(new Error('cut off')) };
  const memory = rememberInFile(join(dataFolder, 'last-milestone.json'), genesis.firstBlockId);
  const issue = await coordinate({
    node: silent,
    signer: signWithKeys(genesis.milestoneKeys),
    memory: { ...memory, recall: () => undefined, firstBlockId: await lastBlock(before, memory) },
    clock: systemClock,
  });
  await expect(issue()).rejects.toThrow('cut off');
  await before.close();

  const after = await startTangle({ dataFolder });
  onTestFinished(() => after.close());
  const { latestMilestone } = await after.node.status();
  expect(latestMilestone.index).toBe(index + 2); // The one that was cut off, and the start's own.
});

test('a milestone whose past lacks the last one is refused by the node: the coordinator must know its block', async () => {
  const tangle = await startTangle();
  onTestFinished(() => tangle.close());
  await tangle.makeMilestone();
  const { firstBlockId, milestoneKeys } = await openGenesis(tangle.dataFolder, 'not needed');
  const issue = await coordinate({
    node: { ...tangle.node, tips: () => Promise.resolve([]) },
    signer: signWithKeys(milestoneKeys),
    memory: { firstBlockId, recall: () => undefined, keep: () => undefined },
    clock: systemClock,
  });
  await expect(issue()).rejects.toThrow(/previousMilestoneID .* not referenced/);
});

test('a damaged genesis or coordinator file is named, with the way out', async () => {
  const dataFolder = makeTangleFolder();
  const tangle = await startTangle({ dataFolder });
  await tangle.close();
  for (const name of ['last-milestone.json', 'genesis.json']) {
    writeFileSync(join(dataFolder, name), '{');
    const starting = startTangle({ dataFolder });
    await expect(starting).rejects.toMatchObject({ code: 'tangle-unreadable' });
    await expect(starting).rejects.toThrow(`${name} is damaged. To begin with a new Tangle:`);
  }
});
