import { expect, test } from 'vitest';
import { GroupCommit } from './group-commit.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function make() {
  const batches: number[][] = [];
  const commits = new GroupCommit<number, number>((items) => batches.push(items));
  const disk = (): void => {
    const batch = batches.at(-1) ?? [];
    commits.done((i) => ({ ok: (batch[i] ?? 0) * 10 }));
  };
  return { batches, commits, disk };
}

test('what arrives together is committed together; what arrives meanwhile is the next commit', async () => {
  const { batches, commits, disk } = make();
  const first = [commits.submit(1), commits.submit(2)];
  expect(batches).toEqual([]);
  await turn();
  expect(batches).toEqual([[1, 2]]);
  const second = [commits.submit(3), commits.submit(4), commits.submit(5)];
  await turn();
  expect(batches).toEqual([[1, 2]]);
  disk();
  expect(await Promise.all(first)).toEqual([10, 20]);
  expect(batches).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
  disk();
  expect(await Promise.all(second)).toEqual([30, 40, 50]);
});

test('one that failed does not take its neighbours with it', async () => {
  const { commits } = make();
  const [good, bad] = [commits.submit(1), commits.submit(2)];
  await turn();
  commits.done((i) => (i === 0 ? { ok: 10 } : { failed: new Error('full') }));
  await expect(good).resolves.toBe(10);
  await expect(bad).rejects.toThrow('full');
});

test('when the disk is gone, everybody is told, also who asks later', async () => {
  const { commits } = make();
  const atDisk = commits.submit(1);
  await turn();
  const waiting = commits.submit(2);
  commits.fail(new Error('gone'));
  const late = commits.submit(3);
  for (const asked of [atDisk, waiting, late]) await expect(asked).rejects.toThrow('gone');
});

test('idle waits for what is at the disk and for what waits', async () => {
  const { commits, disk } = make();
  await commits.idle();
  let idle = false;
  const asked = [commits.submit(1)];
  await turn();
  asked.push(commits.submit(2));
  const waited = commits.idle().then(() => {
    idle = true;
  });
  disk();
  await turn();
  expect(idle).toBe(false);
  disk();
  await waited;
  expect(await Promise.all(asked)).toEqual([10, 20]);
});
