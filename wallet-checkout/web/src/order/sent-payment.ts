import { orderIdSchema } from '@tanglegate/core/ids';
import { ledgerUnitsText } from '@tanglegate/core/money';
import { z } from 'zod';

/** What this page's own wallet has sent for an order. Kept for the tab, so that a reload still shows it as sent. */
const sentPaymentSchema = z.object({
  order: orderIdSchema,
  /** When, by the server's clock. */
  at: z.number(),
  /** What the order had received before: once it has more, the payment has arrived. */
  receivedBefore: ledgerUnitsText,
});
export type SentPayment = z.infer<typeof sentPaymentSchema>;

type Store = Pick<Storage, 'getItem' | 'setItem'>;
const key = (order: string) => `tanglegate.sent.${order}`;

export function keepSentPayment(store: Store, sent: SentPayment): void {
  try {
    store.setItem(key(sent.order), JSON.stringify(sent));
  } catch {
    // A full or forbidden store costs only the "sent" line after a reload.
  }
}

export function readSentPayment(store: Store, order: string): SentPayment | undefined {
  try {
    return sentPaymentSchema.parse(JSON.parse(store.getItem(key(order)) ?? 'null'));
  } catch {
    return undefined;
  }
}
