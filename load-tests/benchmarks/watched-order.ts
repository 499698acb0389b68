import { orderViewSchema, placedOrderSchema, type OrderView } from '@tanglegate/core/http/orders';

type OpenOrder = Extract<OrderView, { state: 'open' }>;
type PaidOrder = Extract<OrderView, { state: 'paid' }>;

/** An order as its buyer's page has it: placed over HTTP, then followed on its stream of events. */
export interface WatchedOrder {
  readonly order: OpenOrder;
  /** Resolves when the page is told of the tickets. `at` is on `performance.now()`'s clock. */
  readonly issued: Promise<{ readonly at: number; readonly order: PaidOrder }>;
}

async function mustBe(status: number, response: Response): Promise<Response> {
  if (response.status === status) return response;
  throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
}

/** The states of an order as the stream tells them. */
async function* readStates(body: ReadableStream<Uint8Array>): AsyncGenerator<OrderView> {
  let unread = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    unread += decoder.decode(chunk, { stream: true });
    const events = unread.split('\n\n');
    unread = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: ?(.*)$/m.exec(event)?.[1];
      if (data !== undefined && data !== '') yield orderViewSchema.parse(JSON.parse(data));
    }
  }
}

async function untilIssued(states: AsyncGenerator<OrderView>): Promise<{ at: number; order: PaidOrder }> {
  for await (const order of states) {
    const at = performance.now();
    if (order.state === 'paid' && order.tickets.length === order.quantity) return { at, order };
  }
  throw new Error('the stream of an order ended before its tickets were issued');
}

export async function placeWatched(url: string, newOrder: string): Promise<WatchedOrder> {
  const headers = { 'content-type': 'application/json' };
  const answer = await mustBe(
    201,
    await fetch(`${url}/api/orders`, { method: 'POST', headers, body: newOrder }),
  );
  const { order, secret } = placedOrderSchema.parse(await answer.json());
  if (order.state !== 'open') throw new Error(`the order is ${order.state}, not open`);
  const stream = await mustBe(
    200,
    await fetch(`${url}/api/orders/${order.id}/events`, { headers: { authorization: `Bearer ${secret}` } }),
  );
  if (stream.body === null) throw new Error('the stream has no body');
  const issued = untilIssued(readStates(stream.body));
  issued.catch(() => undefined); // Whoever waits for the tickets hears of it.
  return { order, issued };
}
