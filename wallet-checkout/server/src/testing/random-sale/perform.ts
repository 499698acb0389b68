import { TanglegateError } from '@tanglegate/core/errors';
import type { OrderId } from '@tanglegate/core/ids';
import { expect } from 'vitest';
import type { AddressHex } from '../../domain/address.ts';
import { seatsLeft } from '../../domain/sale.ts';
import { advanceOne, expireOrders } from '../../use-cases/advance-orders.ts';
import { placeOrder } from '../../use-cases/place-order.ts';
import { recordSent } from '../../use-cases/record-sent.ts';
import { revokeOrder } from '../../use-cases/revoke-order.ts';
import { setRefundAddress } from '../../use-cases/set-refund-address.ts';
import { writeOffRefund } from '../../use-cases/write-off-refund.ts';
import { free, gala, standing } from '../test-event.ts';
import { buyer, organiser } from '../test-parts.ts';
import type { Action, Amount } from './actions.ts';
import { arrival, newAddress, newTransaction } from './chain.ts';
import { follow, letMinutesPass, PRICE, restart, type Sale } from './sale.ts';

type Of<Name extends Action['do']> = Extract<Action, { do: Name }>;

const nth = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)];

/** What the rules refuse changes nothing, and is no failure; anything else is. */
async function unlessRefused(work: Promise<unknown>, ...codes: readonly string[]): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof TanglegateError && codes.includes(error.code))) throw error;
  }
}

/** Several at the same moment: as many get seats as there are, no more and no fewer. */
async function place({ parts }: Sale, { tier, quantity, atOnce }: Of<'place'>): Promise<void> {
  const wanted = { event: gala, tier: tier === 'free' ? free : standing, quantity, buyer };
  const event = await parts.store.read.catalogue.findEvent(gala);
  const before = event?.tiers.find(({ id }) => id === wanted.tier);
  if (before === undefined) throw new Error('no tier');
  const tried = await Promise.allSettled(Array.from({ length: atOnce }, () => placeOrder(wanted, parts)));
  const codes = tried.map((one) =>
    one.status === 'rejected' ? (one.reason as { code?: string }).code : 'placed',
  );
  const others = codes.filter((code) => code === 'no-address-left' || code === 'sale-over');
  if (others.length > 0) return;
  const most = Math.min(atOnce, Math.floor(seatsLeft(before) / quantity));
  // Who of them is for the database to say.
  codes.sort();
  expect(codes).toEqual(Array.from({ length: atOnce }, (_, i) => (i < most ? 'placed' : 'sold-out')));
}

interface Payable {
  readonly id: OrderId;
  readonly address: AddressHex;
  readonly price: bigint;
}

async function payable({ parts: { db } }: Sale, n: number): Promise<Payable | undefined> {
  const rows = db.selectFrom('orders').select(['id', 'address', 'price']).where('address', 'is not', null);
  const found = nth(await rows.orderBy('address').execute(), n);
  return found && { ...found, address: found.address as AddressHex, price: BigInt(found.price) }; // Never null: asked for above.
}

function amountOf(price: bigint, { halves, off }: Amount, least: bigint): bigint {
  const offs = { '-least': -least, '-dust': 1n - least, '0': 0n, '+dust': least - 1n, '+least': least };
  const amount = (price * BigInt(halves)) / 2n + offs[off];
  return amount > 0n ? amount : 1n;
}

async function pay(sale: Sale, { order, amount, times }: Of<'pay'>): Promise<void> {
  const to = await payable(sale, order);
  if (to === undefined) return;
  const units = amountOf(to.price, amount, sale.leastOutput);
  for (let i = 0; i < times; i++) sale.chain.append([arrival(to.address, units, sale.now)]);
}

async function payTwo(sale: Sale, { orders, amount }: Of<'pay-two'>): Promise<void> {
  const transaction = newTransaction();
  const found = [await payable(sale, orders[0]), await payable(sale, orders[1])].flatMap((to) => to ?? []);
  const both = new Map(found.map((to) => [to.address, to]));
  sale.chain.append(
    [...both.values()].map(({ address, price }) =>
      arrival(address, amountOf(price, amount, sale.leastOutput), sale.now, transaction),
    ),
  );
}

async function payUncounted(sale: Sale, { order, reason }: Of<'pay-uncounted'>): Promise<void> {
  const to = await payable(sale, order);
  if (to === undefined) return;
  const came = arrival(to.address, to.price, sale.now);
  sale.chain.append([{ ...came, kind: 'refused', reason, asset: 'x' }]);
}

async function payNobody(sale: Sale, { to }: Of<'pay-nobody'>): Promise<void> {
  const unused = sale.parts.db
    .selectFrom('address_pool')
    .select('address')
    .where('handed_out_at', 'is', null);
  const next = await unused.orderBy('idx').limit(1).executeTakeFirst();
  sale.chain.append([arrival(to === 'pool' && next ? next.address : newAddress(), PRICE, sale.now)]);
}

/** Signed where the mnemonic is; the ledger may have it before the server is told. */
async function sendRefund(sale: Sale, { refund, told, arrives }: Of<'send-refund'>): Promise<void> {
  const { parts, chain } = sale;
  const due = parts.db.selectFrom('refunds').selectAll().where('state', '=', 'due');
  const found = nth(await due.orderBy('id').execute(), refund);
  if (found === undefined) return;
  const [to, transaction] = [newAddress(), newTransaction()];
  await setRefundAddress(found.order_id, to, { ...parts, ledger: chain.ledger });
  const amount = BigInt(found.amount) - (arrives === 'short' ? 1n : 0n);
  if (arrives !== 'never' && amount > 0n) chain.append([arrival(to, amount, sale.now, transaction)]);
  sale.untold.push({ id: found.id, to, transaction });
  if (told === 'now') await tellSent(sale);
}

async function tellSent({ parts, untold }: Sale): Promise<void> {
  const sent = { version: 1 as const, chain: 'c', refunds: untold.splice(0), spent: [] };
  await recordSent(organiser, sent, parts);
  const again = await recordSent(organiser, sent, parts);
  expect(again.recorded).toEqual([]);
}

async function writeOff({ parts, money }: Sale, { refund }: Of<'write-off'>): Promise<void> {
  const found = nth(await parts.db.selectFrom('refunds').select('id').orderBy('id').execute(), refund);
  if (found !== undefined)
    await unlessRefused(writeOffRefund(organiser, found.id, { ...parts, money }), 'refund-not-due');
}

async function changeOrder({ parts }: Sale, action: Of<'cancel' | 'revoke'>): Promise<void> {
  const orders = parts.db.selectFrom('orders').select('id').orderBy('id');
  const found = nth(await orders.execute(), action.order);
  if (found === undefined) return;
  if (action.do === 'revoke') await unlessRefused(revokeOrder(organiser, found.id, parts), 'order-not-paid');
  else await unlessRefused(advanceOne(found.id, { kind: 'cancel' }, parts), 'order-not-open');
}

/** Holds end only when all money that came until then is known: so the follower reads to the end first. */
async function letHoldsEnd(sale: Sale): Promise<void> {
  letMinutesPass(sale, 26);
  await follow(sale, 'none');
  await expireOrders(sale.now, sale.parts);
}

const performers: { [Name in Action['do']]: (sale: Sale, action: Of<Name>) => unknown } = {
  place,
  pay,
  'pay-two': payTwo,
  'pay-uncounted': payUncounted,
  'pay-nobody': payNobody,
  'repeat-last-page': ({ chain }) => {
    chain.repeatLast();
  },
  follow: (sale, { cut }) => follow(sale, cut),
  'let-minutes-pass': (sale, { minutes }) => {
    letMinutesPass(sale, minutes);
  },
  'let-holds-end': letHoldsEnd,
  cancel: changeOrder,
  revoke: changeOrder,
  'send-refund': sendRefund,
  'tell-sent': tellSent,
  'write-off': writeOff,
  restart,
};

export async function perform(sale: Sale, action: Action): Promise<void> {
  const performer = performers[action.do] as (sale: Sale, action: Action) => unknown; // Its own action's, by the table's type.
  await performer(sale, action);
}

/** The ledger is read to its end, and the organiser has told all. */
export async function settle(sale: Sale): Promise<void> {
  await tellSent(sale);
  await follow(sale, 'none');
}
