import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../testing/start-backbone.ts';
import { gala, standing } from '../testing/test-event.ts';
import { buyer, depositFor, testParts, type TestParts } from '../testing/test-parts.ts';
import { sql } from 'kysely';
import { advanceOrders } from './advance-orders.ts';
import { placeOrder } from './place-order.ts';
import { findOurs, recordDeposits } from './record-deposits.ts';

async function arrive(parts: TestParts, deposit: Awaited<ReturnType<typeof depositFor>>, position: number) {
  const ours = await findOurs([deposit], parts);
  await recordDeposits(ours, { from: { chain: 'c', position }, position: position + 1 }, parts);
}

/** Somebody waits for a row that another transaction has locked. */
async function untilSomebodyWaits({ db }: TestParts): Promise<void> {
  await vi.waitFor(
    async () => {
      const waits = sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      expect((await waits.execute(db)).rows).not.toEqual([]);
    },
    { timeout: 10_000, interval: 10 },
  );
}

test('a deposit that is written down while its order is being advanced waits, and is not taken for applied', async () => {
  const folder = temporaryFolder();
  const advancing = await testParts({ folder });
  const following = await testParts({ folder, addresses: 0 });
  const { id } = await placeOrder({ event: gala, tier: standing, quantity: 1, buyer }, advancing);
  await arrive(following, await depositFor(following, id, 500n), 0);
  const second = await depositFor(following, id, 700n);
  let isWritten: Promise<void> = Promise.resolve();
  await advancing.store.transaction(async ({ orders, deposits }) => {
    await orders.lock(id);
    expect(await deposits.listUnapplied(id)).toHaveLength(1);
    isWritten = arrive(following, second, 1);
    await untilSomebodyWaits(advancing);
    await deposits.markApplied(id, advancing.clock.now());
  });
  await isWritten;
  expect(await following.store.read.deposits.listUnapplied(id)).toMatchObject([{ amount: 700n }]);
  await advanceOrders(following);
  expect(await following.store.read.deposits.listUnapplied(id)).toEqual([]);
}, 60_000);
