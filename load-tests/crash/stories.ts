import { setTimeout as pause } from 'node:timers/promises';
import type { OrderView, PlacedOrder } from '@tanglegate/core/http/orders';
import type { EventId, TierId } from '@tanglegate/core/ids';
import { unitsFromText, type LedgerUnits } from '@tanglegate/core/money';
import type { Payer } from '@tanglegate/devnet/testing/pay';
import type { Promises } from './compare.ts';
import type { Seeded } from './seeded.ts';
import type { Shop } from './shop.ts';

/** What a buyer has at hand. */
export interface BuyerParts {
  readonly shop: Shop;
  readonly payer: Payer;
  readonly random: Seeded;
  readonly event: EventId;
  readonly tiers: { readonly many: TierId; readonly few: TierId; readonly free: TierId };
  /** What the checkout has told its buyers: it must keep it. */
  readonly promises: Promises;
  /** How long an order lives unpaid, grace included. */
  readonly lifeMs: number;
}

type Story = (parts: BuyerParts) => Promise<void>;
type OpenPlaced = PlacedOrder & { order: Extract<OrderView, { state: 'open' }> };

const LOOK_MS = 100;
const LONGEST_WAIT_MS = 20_000;

async function place(parts: BuyerParts, tier: TierId): Promise<PlacedOrder | undefined> {
  const { shop, random, event, promises } = parts;
  const placed = await shop.place({ event, tier, quantity: random.whole(1, 4) });
  if (placed !== undefined) promises.orders.add(placed.order.id);
  return placed;
}

async function placeOpen(parts: BuyerParts, tier = parts.tiers.many): Promise<OpenPlaced | undefined> {
  const placed = await place(parts, tier);
  if (placed === undefined) return undefined;
  const { order, secret } = placed;
  return order.state === 'open' ? { order, secret } : undefined;
}

const dueOf = ({ order }: OpenPlaced): LedgerUnits => unitsFromText(order.due);

async function pay({ payer }: BuyerParts, { order }: OpenPlaced, amount: bigint): Promise<void> {
  await payer.pay([{ address: order.address, amount }]);
}

async function until(
  placed: PlacedOrder,
  isSo: (order: OrderView) => boolean,
  { shop }: BuyerParts,
): Promise<OrderView | undefined> {
  const giveUpAt = Date.now() + LONGEST_WAIT_MS;
  while (Date.now() < giveUpAt) {
    const order = await shop.show(placed);
    if (isSo(order)) return order;
    await pause(LOOK_MS);
  }
  return undefined;
}

/** Waits for the tickets, and remembers them. */
async function collect(placed: PlacedOrder, parts: BuyerParts): Promise<void> {
  const order = await until(placed, ({ state }) => state !== 'open', parts);
  if (order?.state !== 'paid') return;
  for (const { id } of order.tickets) parts.promises.tickets.set(id, order.id);
}

/** At least 1, less than `amount`. */
const partOf = (amount: bigint, { random }: BuyerParts): bigint =>
  1n + ((amount - 1n) * BigInt(random.whole(0, 1_000))) / 1_000n;

/** Everything that payers do to a shop. */
export const stories: readonly [Story, ...Story[]] = [
  async function paysExactly(parts) {
    const placed = await placeOpen(parts);
    if (placed === undefined) return;
    await pay(parts, placed, dueOf(placed));
    await collect(placed, parts);
  },
  async function paysExactlyAndLeaves(parts) {
    const placed = await placeOpen(parts);
    if (placed !== undefined) await pay(parts, placed, dueOf(placed));
  },
  async function paysInTwoParts(parts) {
    const placed = await placeOpen(parts);
    if (placed === undefined) return;
    const first = partOf(dueOf(placed), parts);
    await pay(parts, placed, first);
    await pause(parts.random.whole(0, parts.lifeMs / 3));
    await pay(parts, placed, dueOf(placed) - first);
  },
  async function paysPartOnly(parts) {
    const placed = await placeOpen(parts);
    if (placed !== undefined) await pay(parts, placed, partOf(dueOf(placed), parts));
  },
  async function paysTooMuch(parts) {
    const placed = await placeOpen(parts);
    if (placed !== undefined) await pay(parts, placed, dueOf(placed) + partOf(dueOf(placed), parts));
  },
  async function paysTwice(parts) {
    const placed = await placeOpen(parts);
    if (placed === undefined) return;
    await pay(parts, placed, dueOf(placed));
    await pay(parts, placed, dueOf(placed));
  },
  async function paysTwoOrdersAtOnce(parts) {
    const first = await placeOpen(parts);
    const second = await placeOpen(parts);
    if (first === undefined || second === undefined) return;
    await parts.payer.pay(
      [first, second].map((placed) => ({ address: placed.order.address, amount: dueOf(placed) })),
    );
  },
  async function paysLate(parts) {
    const placed = await placeOpen(parts, parts.random.oneOf([parts.tiers.many, parts.tiers.few]));
    if (placed === undefined) return;
    await pause(parts.lifeMs);
    await until(placed, ({ state }) => state !== 'open', parts);
    await pay(parts, placed, dueOf(placed));
  },
  async function cancelsAndPays(parts) {
    const placed = await placeOpen(parts);
    if (placed === undefined) return;
    await parts.shop.cancel(placed);
    await pay(parts, placed, dueOf(placed));
  },
  async function paysForOneOfTheFew(parts) {
    const placed = await placeOpen(parts, parts.tiers.few);
    if (placed !== undefined) await pay(parts, placed, dueOf(placed));
  },
  async function takesFreeTickets(parts) {
    const placed = await place(parts, parts.tiers.free);
    if (placed !== undefined) await collect(placed, parts);
  },
  async function neverPays(parts) {
    await placeOpen(parts);
  },
];
