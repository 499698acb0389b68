import { readdirSync, readlinkSync } from 'node:fs';
import type { TanglegateError } from '@tanglegate/core/errors';
import { expect, onTestFinished, test } from 'vitest';
import { spawnTangle } from './testing/spawn-tangle.ts';
import { eventually } from './testing/start-devnet.ts';
import { startTangle } from './testing/start-tangle.ts';
import { makeTangleFolder } from './testing/tangle-folder.ts';

test('npm run tangle says where everything is, and Ctrl-C stops the node too', async () => {
  const running = await spawnTangle(makeTangleFolder());
  expect(running.output()).toMatch(
    /node +http:.*\n +faucet +http:.*\n +network +private-[0-9a-f]{8}, addresses tst1…/,
  );
  expect(await running.answers()).toBe(true);
  expect(await running.stop('SIGINT')).toBe(0);
  expect(await running.answers()).toBe(false);
});

test('killed outright, it leaves no node behind, and the Tangle goes on afterwards', async () => {
  const data = makeTangleFolder();
  const running = await spawnTangle(data);
  await running.stop('SIGKILL');
  await eventually(async () => ((await running.answers()) ? undefined : true));
  const again = await eventually(() => spawnTangle(data).catch(() => undefined));
  onTestFinished(() => again.stop('SIGTERM').then(() => undefined));
  expect(again.networkName).toBe(running.networkName);
});

// Which process it is, only Linux shows in a file.
test.runIf(process.platform === 'linux')(
  'a node that was killed itself is named as such, and begun afresh on request',
  async () => {
    const dataFolder = makeTangleFolder();
    let ended: (error: TanglegateError) => void = () => undefined;
    const nodeEnd = new Promise<TanglegateError>((resolve) => {
      ended = resolve;
    });
    const tangle = await startTangle({ dataFolder }, { onNodeEnd: ended });
    process.kill(nodeProcessIn(dataFolder), 'SIGKILL');
    expect(await nodeEnd).toMatchObject({ code: 'tangle-failed' });
    await tangle.close();
    await expect(startTangle({ dataFolder })).rejects.toMatchObject({ code: 'tangle-unclean' });
    const after = await startTangle({ dataFolder, fresh: true });
    onTestFinished(() => after.close());
    expect(after.networkName).not.toBe(tangle.networkName);
  },
);

/** The one node whose working folder this is. */
function nodeProcessIn(folder: string): number {
  const isIts = (pid: string): boolean => {
    try {
      return (
        readlinkSync(`/proc/${pid}/cwd`) === folder && readlinkSync(`/proc/${pid}/exe`).endsWith('hornet')
      );
    } catch {
      return false; // Gone, or another user's.
    }
  };
  const pid = readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .find(isIts);
  if (pid === undefined) throw new Error(`no node runs in ${folder}`);
  return Number(pid);
}
