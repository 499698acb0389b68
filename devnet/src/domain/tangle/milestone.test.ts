import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { blake2b } from '@noble/hashes/blake2';
import { expect, test } from 'vitest';
import type { Hex } from './hex.ts';
import { bytesOf, hexOf } from './hex.ts';
import type { MilestoneEssence, MilestoneSignature } from './milestone.ts';
import { milestoneBlock, nextTimestamp, orderParents, serializeEssence } from './milestone.ts';

interface Recorded {
  readonly milestoneId: Hex;
  readonly response: MilestoneEssence & { readonly signatures: readonly MilestoneSignature[] };
}

const file = new URL('../../../testdata/hornet/milestone.json', import.meta.url);
// A recording that nobody edits: it has this form.
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;

test('the hash of the essence is the id that the real node gave the milestone', () => {
  const hash = blake2b(serializeEssence(recorded.response), { dkLen: 32 });
  expect(hexOf(hash)).toBe(recorded.milestoneId);
});

test('every signature that the real node accepted is one of that hash', () => {
  const hash = blake2b(serializeEssence(recorded.response), { dkLen: 32 });
  expect(recorded.response.signatures).toHaveLength(2);
  for (const { publicKey, signature } of recorded.response.signatures) {
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytesOf(publicKey)]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, hash, key, bytesOf(signature))).toBe(true);
  }
});

test('the block carries the milestone as the node gives it back', () => {
  const { signatures, ...essence } = recorded.response;
  const { payload } = milestoneBlock(essence, signatures);
  expect(payload).toMatchObject(recorded.response);
});

test('parents are rising, different and eight at most, the first named surely among them', () => {
  const id = (digit: string): Hex => `0x${digit.repeat(64)}`;
  const named = ['f', '3', '3', '1', 'a', 'b', 'c', 'd', 'e', '0'].map(id);
  expect(orderParents(named)).toEqual(['1', '3', 'a', 'b', 'c', 'd', 'e', 'f'].map(id));
  expect(orderParents([id('2')])).toEqual([id('2')]);
});

test.each([
  { last: 0, nowMs: 1_700_000_000_999, is: 1_700_000_000 },
  { last: 1_700_000_000, nowMs: 1_700_000_000_999, is: 1_700_000_001 },
  { last: 1_700_000_009, nowMs: 1_700_000_000_000, is: 1_700_000_010 },
])('after $last, at $nowMs ms, the next milestone is of $is', ({ last, nowMs, is }) => {
  expect(nextTimestamp(last, nowMs)).toBe(is);
});
