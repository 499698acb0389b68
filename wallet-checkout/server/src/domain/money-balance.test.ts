import { expect, test } from 'vitest';
import { millis } from '@tanglegate/core/clock';
import { advanceOrder, isCoveredLate, type OrderEvent } from './advance-order.ts';
import { unaccounted, type MoneyBalance } from './money-balance.ts';
import type { Order } from './order.ts';
import { open, units } from './testing/orders.ts';

/** Park and Miller's generator: the same stories every time. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function anyEvent(pick: (below: number) => number): OrderEvent {
  const kind = pick(8);
  if (kind === 0) return { kind: 'cancel' };
  if (kind === 1) return { kind: 'revoke' };
  return kind === 2 ? { kind: 'time-passed' } : { kind: 'deposit', amount: units(BigInt(1 + pick(150))) };
}

interface Life {
  order: Order;
  moneyIn: bigint;
  refunds: bigint;
  dust: bigint;
}

function live(life: Life, event: OrderEvent, lateSeats: 'taken' | 'none-left', at: number): Life {
  const leastOutput = units(10n);
  const asks = event.kind === 'deposit' && isCoveredLate(life.order, event.amount, leastOutput);
  const circumstances = { at: millis(at), leastOutput, lateSeats: asks ? lateSeats : 'not-asked' } as const;
  const { order, refunds } = advanceOrder(life.order, event, circumstances);
  const sum = (state: string): bigint =>
    refunds.filter((one) => one.state === state).reduce((total, one) => total + one.amount, 0n);
  return {
    order,
    moneyIn: life.moneyIn + (event.kind === 'deposit' ? event.amount : 0n),
    refunds: life.refunds + sum('due'),
    dust: life.dust + sum('written-off'),
  };
}

const balanceOf = ({ order, moneyIn, refunds, dust }: Life): MoneyBalance => ({
  moneyIn,
  refunds,
  dust,
  refused: 0n,
  tickets: order.state === 'paid' ? order.kept : 0n,
  openPartPayments: order.state === 'open' ? order.received : 0n,
});

test('whatever happens to an order in whatever sequence, all money that came in is accounted for', () => {
  const pick = random(7);
  let events = 0;
  for (let story = 0; story < 500; story++) {
    let life: Life = { order: open(), moneyIn: 0n, refunds: 0n, dust: 0n };
    for (let step = 0; step < 8; step++) {
      try {
        life = live(life, anyEvent(pick), pick(2) === 0 ? 'taken' : 'none-left', pick(4_000));
        events++;
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^order-not-/) as string });
      }
      expect(unaccounted(balanceOf(life))).toBe(0n);
    }
  }
  expect(events).toBeGreaterThan(2_000);
});

test('money that stands nowhere shows', () => {
  const balance = { moneyIn: 10n, tickets: 7n, openPartPayments: 0n, refunds: 1n, refused: 0n, dust: 1n };
  expect(unaccounted(balance)).toBe(1n);
});
