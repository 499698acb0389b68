import { expect, test } from 'vitest';
import { follow } from './follow.ts';
import type { Liveness, StreamHandlers } from './follow.ts';

interface View {
  readonly at: number;
}

/** A stream and a server that do what the test says, and a timer that runs when the test says. */
function harness() {
  const streams: StreamHandlers[] = [];
  const views: number[] = [];
  const liveness: Liveness[] = [];
  const timers = new Map<() => void, number>();
  let answer: () => Promise<View> = () => Promise.resolve({ at: 0 });
  const following = follow<View>({
    openStream: (handlers) => {
      streams.push(handlers);
      return () => undefined;
    },
    load: () => answer(),
    parse: (data) => {
      const at = Number(data);
      if (Number.isNaN(at)) throw new Error('no view');
      return { at };
    },
    timeOf: (view) => view.at,
    onView: (view) => views.push(view.at),
    onLiveness: (state) => liveness.push(state),
    timer: {
      after: (ms, run) => {
        timers.set(run, ms);
        return () => timers.delete(run);
      },
    },
  });
  return {
    following,
    views,
    liveness,
    stream: () => {
      const newest = streams.at(-1);
      if (newest === undefined) throw new Error('no stream was opened');
      return newest;
    },
    streams,
    waits: () => [...timers.values()],
    answers: (load: () => Promise<View>) => {
      answer = load;
    },
    /** Runs what waits for exactly so long, and lets its promises settle. */
    async elapse(ms: number): Promise<void> {
      for (const [run, wait] of [...timers]) {
        if (wait !== ms) continue;
        timers.delete(run);
        run();
      }
      await settle();
    },
  };
}

const settle = async () => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};
const refused = () => Promise.reject(new Error('no answer'));

test('events of the stream are shown as they come, and an older one never replaces a newer', () => {
  const page = harness();
  page.stream().opened();
  page.stream().message('5');
  page.stream().message('7');
  page.stream().message('6');
  expect(page.views).toEqual([5, 7]);
  expect(page.liveness).toEqual(['live']);
});

test('without a stream the page asks every three seconds', async () => {
  const page = harness();
  page.stream().failed(true);
  await settle();
  page.answers(() => Promise.resolve({ at: 9 }));
  await page.elapse(3_000);
  expect(page.views).toEqual([0, 9]);
  expect(page.liveness).toEqual(['polling']);
});

test('a stream that was given up is opened again, and then live', async () => {
  const page = harness();
  page.stream().failed(true);
  await page.elapse(10_000);
  expect(page.streams).toHaveLength(2);
  page.stream().opened();
  await settle();
  expect(page.liveness.at(-1)).toBe('live');
});

test('after a gap the page fetches what it may have missed', async () => {
  const page = harness();
  page.stream().opened();
  page.stream().message('1');
  page.answers(refused);
  page.stream().failed(false);
  await settle();
  expect(page.liveness.at(-1)).toBe('lost');
  page.answers(() => Promise.resolve({ at: 4 }));
  page.stream().opened();
  await settle();
  expect(page.views).toEqual([1, 4]);
  expect(page.liveness.at(-1)).toBe('live');
});

test('with no answer at all it asks more and more rarely, at most every 15 seconds', async () => {
  const page = harness();
  page.answers(refused);
  page.stream().failed(false);
  await settle();
  const waits: number[] = [];
  for (let i = 0; i < 4; i++) {
    const [wait] = page.waits();
    waits.push(wait ?? 0);
    await page.elapse(wait ?? 0);
  }
  expect(waits).toEqual([6_000, 12_000, 15_000, 15_000]);
  expect(page.liveness).toEqual(['polling', 'lost']);
});

test('even a live page asks now and then, for a stream may die without a word', async () => {
  const page = harness();
  page.stream().opened();
  page.answers(() => Promise.resolve({ at: 3 }));
  await page.elapse(25_000);
  expect(page.views).toEqual([3]);
  expect(page.liveness).toEqual(['live']);
});

test('an event that is no view makes the page ask instead', async () => {
  const page = harness();
  page.answers(() => Promise.resolve({ at: 2 }));
  page.stream().message('nonsense');
  await settle();
  expect(page.views).toEqual([2]);
});

test('the first answer before the stream opens is no trouble, the second is', async () => {
  const page = harness();
  page.following.refresh();
  await settle();
  expect(page.liveness).toEqual([]);
  await page.elapse(3_000);
  expect(page.liveness).toEqual(['polling']);
});

test('once stopped, nothing is shown and nothing is planned', async () => {
  const page = harness();
  page.following.stop();
  page.stream().message('8');
  await settle();
  expect(page.views).toEqual([]);
  expect(page.waits()).toEqual([]);
});
