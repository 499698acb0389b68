import { z } from 'zod';
import { EMPTY_BUYER } from './buyer-form.ts';
import type { BuyerInput } from './buyer-form.ts';

const draftSchema = z.object({ name: z.string(), phone: z.string(), email: z.string() });
type Store = Pick<Storage, 'getItem' | 'setItem'>;
const KEY = 'tanglegate.buyer';

/** What was typed, for this tab alone: going back from the order, or a reload, wipes nothing. Gone when the tab is closed. */
export function keepDraft(store: Store, input: BuyerInput): void {
  try {
    store.setItem(KEY, JSON.stringify(input));
  } catch {
    // A full or forbidden store costs only the convenience.
  }
}

export function readDraft(store: Store): BuyerInput {
  try {
    return draftSchema.parse(JSON.parse(store.getItem(KEY) ?? 'null'));
  } catch {
    return EMPTY_BUYER;
  }
}
