import { expect, test } from 'vitest';
import { CallQueue } from './call-queue.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function make() {
  const posted: number[][] = [];
  return { posted, queue: new CallQueue<number, number>((calls) => posted.push(calls)) };
}

test('what is asked in one round travels together, and does not wait for earlier answers', async () => {
  const { posted, queue } = make();
  const first = [queue.ask(1), queue.ask(2)];
  expect(posted).toEqual([]);
  await turn();
  const second = queue.ask(3);
  await turn();
  expect(posted).toEqual([[1, 2], [3]]);
  queue.answer([{ ok: 10 }, { ok: 20 }, { ok: 30 }]);
  expect(await Promise.all([...first, second])).toEqual([10, 20, 30]);
});

test('one that failed does not take its neighbours with it', async () => {
  const { queue } = make();
  const [good, bad] = [queue.ask(1), queue.ask(2)];
  await turn();
  queue.answer([{ ok: 10 }, { failed: new Error('full') }]);
  await expect(good).resolves.toBe(10);
  await expect(bad).rejects.toThrow('full');
});

test('when the other side is gone, everybody is told, also who asks later', async () => {
  const { posted, queue } = make();
  const asked = [queue.ask(1)];
  await turn();
  asked.push(queue.ask(2));
  queue.fail(new Error('gone'));
  asked.push(queue.ask(3));
  for (const one of asked) await expect(one).rejects.toThrow('gone');
  await turn();
  expect(posted).toEqual([[1]]);
});

test('idle waits until every call is answered', async () => {
  const { queue } = make();
  await queue.idle();
  let idle = false;
  const asked = queue.ask(1);
  const waited = queue.idle().then(() => {
    idle = true;
  });
  await turn();
  expect(idle).toBe(false);
  queue.answer([{ ok: 10 }]);
  await waited;
  expect(await asked).toBe(10);
});
