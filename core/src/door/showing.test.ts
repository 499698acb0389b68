import { expect, test } from 'vitest';
import { millis } from '../clock.ts';
import { ticketIdSchema } from '../ids.ts';
import { signLivePass } from '../pass/live-pass.ts';
import { noShowings, seeCode, SHOWING_GAP_MS } from './showing.ts';

/** Sees each text at its time, and says which of them were new showings. */
function look(...sights: [text: string, at: number][]): boolean[] {
  let showings = noShowings;
  return sights.map(([text, at]) => {
    const seen = seeCode(showings, text, millis(at));
    showings = seen.showings;
    return seen.isNew;
  });
}

test('a code held before the camera is one showing, however long it is held', () => {
  expect(look(['A', 0], ['A', 100], ['A', 2_500], ['A', 5_000], ['A', 7_500])).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a code that was out of sight for longer than the gap is shown anew', () => {
  expect(look(['A', 0], ['A', SHOWING_GAP_MS], ['A', 2 * SHOWING_GAP_MS + 1])).toEqual([true, false, true]);
});

test('two phones in one picture are one showing each', () => {
  expect(look(['A', 0], ['B', 50], ['A', 100], ['B', 150])).toEqual([true, true, false, false]);
});

test('one changed character is another code', () => {
  expect(look(['TG1:AB', 0], ['TG1:AC', 50])).toEqual([true, true]);
});

test('a clock set back an hour does not block a pass', () => {
  expect(look(['A', 7_200_000], ['A', 3_600_000])).toEqual([true, true]);
});

test('what went out of sight is forgotten', () => {
  const first = seeCode(noShowings, 'A', millis(0)).showings;
  expect([...seeCode(first, 'B', millis(10_000)).showings.keys()]).toEqual(['B']);
});

test('a live pass that renews its text while in sight is still the same showing; another ticket’s is not', async () => {
  const at = (ticket: string, seconds: number): Promise<string> =>
    signLivePass({ ticket: ticketIdSchema.parse(ticket.repeat(32)), issuedAt: millis(seconds * 1000) }, () =>
      Promise.resolve(new Uint8Array(64)),
    );
  const [first, renewed, other] = await Promise.all([at('a', 1_000), at('a', 1_015), at('b', 1_015)]);
  expect(first).not.toBe(renewed);
  expect(look([first, 0], [renewed, 1_000], [other, 1_100])).toEqual([true, false, true]);
});

test('a damaged live pass stands for itself', () => {
  expect(look(['TL1:?', 0], ['TL1:?', 10])).toEqual([true, false]);
});
