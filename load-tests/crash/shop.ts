import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '@tanglegate/core/errors';
import {
  orderViewSchema,
  placedOrderSchema,
  type NewOrder,
  type OrderView,
  type PlacedOrder,
} from '@tanglegate/core/http/orders';

/** The checkout as a patient buyer sees it: whoever gets no answer asks again. */
export interface Shop {
  /** Undefined: sold out. */
  place(wanted: Omit<NewOrder, 'buyer'>): Promise<PlacedOrder | undefined>;
  show(placed: PlacedOrder): Promise<OrderView>;
  /** Whether it was open and is cancelled now, or was before. */
  cancel(placed: PlacedOrder): Promise<void>;
}

const buyer = { name: 'Ada Lovelace', phone: '+41 79 123 45 67' };
const ASK_AGAIN_MS = 25;
/** Half a minute of asking. Counted in tries: a machine that was asleep has asked nobody. */
const MOST_TRIES = 1_200;
/** Not ready yet, or asked too often: both pass. */
const passing = new Set([429, 503]);

/** An answer of the server; never the silence of a killed one. @throws after `MOST_TRIES` */
async function ask(
  url: string,
  request: RequestInit,
  closing: AbortSignal,
): Promise<{ status: number; body: unknown }> {
  let last = 'no answer';
  for (let tries = 0; tries < MOST_TRIES && !closing.aborted; tries++) {
    try {
      const response = await fetch(url, { ...request, signal: AbortSignal.timeout(5_000) });
      const text = await response.text();
      if (!passing.has(response.status))
        return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
      last = `${response.status} ${text}`;
    } catch (error) {
      last = messageOf(error); // Killed before it answered.
    }
    await pause(ASK_AGAIN_MS);
  }
  throw new Error(`${url} gave no answer: ${last}`);
}

/** @param closing aborted when nobody is to wait for an answer any more */
export function shopAt(url: string, closing: AbortSignal): Shop {
  const of = ({ order: { id } }: PlacedOrder): string => `${url}/api/orders/${id}`;
  const opened = ({ secret }: PlacedOrder) => ({ authorization: `Bearer ${secret}` });
  const must = (wanted: number, { status, body }: { status: number; body: unknown }): unknown => {
    if (status === wanted) return body;
    throw new Error(`the checkout answered ${status}: ${JSON.stringify(body)}`);
  };
  return {
    async place(wanted) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ ...wanted, buyer });
      const answer = await ask(`${url}/api/orders`, { method: 'POST', headers, body }, closing);
      return answer.status === 409 ? undefined : placedOrderSchema.parse(must(201, answer));
    },
    async show(placed) {
      return orderViewSchema.parse(must(200, await ask(of(placed), { headers: opened(placed) }, closing)));
    },
    async cancel(placed) {
      const answer = await ask(`${of(placed)}/cancel`, { method: 'POST', headers: opened(placed) }, closing);
      if (answer.status !== 409) must(200, answer);
    },
  };
}
