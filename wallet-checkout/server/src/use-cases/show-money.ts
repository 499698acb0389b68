import type { Clock } from '@tanglegate/core/clock';
import type { MoneyView } from '@tanglegate/core/http/money';
import type { OrganiserId } from '@tanglegate/core/ids';
import { unaccounted, type MoneyBalance } from '../domain/money-balance.ts';
import type { AddressPool } from '../ports/address-pool.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { MoneyQueries, OrganiserRefund, OrganiserRefused } from '../ports/money-queries.ts';

export interface ShowMoneyParts {
  readonly money: MoneyQueries;
  readonly pool: AddressPool;
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'formatAddress' | 'terms'>;
}

/** Refunds and refused deposits shown, newest first. */
const SHOWN = 200;

const balanceView = (balance: MoneyBalance): MoneyView['balance'] => ({
  moneyIn: balance.moneyIn.toString(),
  tickets: balance.tickets.toString(),
  openPartPayments: balance.openPartPayments.toString(),
  refunds: balance.refunds.toString(),
  refused: balance.refused.toString(),
  dust: balance.dust.toString(),
  unaccounted: unaccounted(balance).toString(),
});

function refundView(refund: OrganiserRefund, { ledger }: ShowMoneyParts): MoneyView['refunds'][number] {
  const { id, order, event, amount, reason, state, createdAt, wantedAt } = refund;
  const isOut = refund.state === 'sent' || refund.state === 'seen';
  const to = isOut ? refund.to : wantedAt;
  return {
    ...{ id, order, event, reason, state, createdAt },
    amount: amount.toString(),
    ...(to === undefined ? {} : { to: ledger.formatAddress(to) }),
    ...(isOut ? { transaction: refund.ledgerId } : {}),
  };
}

function refusedView(refused: OrganiserRefused, { ledger }: ShowMoneyParts): MoneyView['refused'][number] {
  const { amount, transaction, ledgerAt, reason, asset, address, order, event, noted } = refused;
  return {
    ...{ transaction, reason, asset, noted },
    amount: amount.toString(),
    at: ledgerAt,
    address: ledger.formatAddress(address),
    ...(order === undefined ? {} : { order }),
    ...(event === undefined ? {} : { event }),
  };
}

export async function showMoney(organiser: OrganiserId, parts: ShowMoneyParts): Promise<MoneyView> {
  const { money, pool, clock, ledger } = parts;
  return {
    coin: ledger.terms.coin,
    at: clock.now(),
    balance: balanceView(await money.balance()),
    refunds: (await money.refunds(organiser, SHOWN)).map((refund) => refundView(refund, parts)),
    refused: (await money.refused(organiser, SHOWN)).map((refused) => refusedView(refused, parts)),
    addressesLeft: (await pool.level(organiser)).left,
  };
}
