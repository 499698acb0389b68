import { expect, test } from 'vitest';
import { memoryStore } from '../testing/memory-store.ts';
import { keepDraft, readDraft } from './buyer-draft.ts';
import { EMPTY_BUYER } from './buyer-form.ts';

test('what was typed comes back, right or wrong', () => {
  const store = memoryStore();
  const input = { name: 'Ada', phone: 'not yet', email: '' };
  keepDraft(store, input);
  expect(readDraft(store)).toEqual(input);
});

test.each([['nonsense'], ['null'], ['{"name":1}']])('a store that holds %j gives an empty form', (kept) => {
  expect(readDraft(memoryStore({ 'tanglegate.buyer': kept }))).toEqual(EMPTY_BUYER);
});
