import type { Millis } from '@tanglegate/core/clock';
import type { RefundReason } from '@tanglegate/core/http/orders';
import type { OrderId } from '@tanglegate/core/ids';
import type { LedgerUnits } from '@tanglegate/core/money';
import type { AddressHex } from './address.ts';

/**
 * Money owed back.
 *
 *   due ──organiser signs and sends──▶ sent ──found on the ledger──▶ seen
 *   due ──too small to send, or the organiser gives up──▶ written-off
 */
export type Refund = DueRefund | SentRefund | SeenRefund | WrittenOffRefund;

interface OfOrder {
  readonly id: string;
  readonly order: OrderId;
  readonly amount: LedgerUnits;
  readonly reason: RefundReason;
  readonly createdAt: Millis;
}
export interface DueRefund extends OfOrder {
  readonly state: 'due';
}
export interface SentRefund extends OfOrder {
  readonly state: 'sent';
  readonly to: AddressHex;
  /** Of the transaction that was signed: by it the follower knows the refund again. */
  readonly ledgerId: string;
  readonly sentAt: Millis;
}
export interface SeenRefund extends Omit<SentRefund, 'state'> {
  readonly state: 'seen';
  readonly seenAt: Millis;
}
export interface WrittenOffRefund extends OfOrder {
  readonly state: 'written-off';
  readonly writtenOffAt: Millis;
}

/** What a transition asks for; who writes it down gives it an id, and the order. */
export interface NewRefund {
  readonly amount: LedgerUnits;
  readonly reason: RefundReason;
  /** Dust is written off from the start. */
  readonly state: 'due' | 'written-off';
}

/** @param leastOutput what the network can send at least; less cannot be sent back (DESIGN §4, "Dust") */
export function owed(amount: LedgerUnits, reason: RefundReason, leastOutput: LedgerUnits): NewRefund[] {
  if (amount === 0n) return [];
  return [{ amount, reason, state: amount < leastOutput ? 'written-off' : 'due' }];
}

export function sendRefund(
  refund: DueRefund,
  sending: { to: AddressHex; ledgerId: string; at: Millis },
): SentRefund {
  return { ...refund, state: 'sent', to: sending.to, ledgerId: sending.ledgerId, sentAt: sending.at };
}

export function seeRefund(refund: SentRefund, at: Millis): SeenRefund {
  return { ...refund, state: 'seen', seenAt: at };
}

export function writeOffRefund(refund: DueRefund, at: Millis): WrittenOffRefund {
  return { ...refund, state: 'written-off', writtenOffAt: at };
}
