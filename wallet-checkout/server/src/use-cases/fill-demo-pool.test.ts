import { expect, test } from 'vitest';
import { systemClock } from '@tanglegate/core/clock';
import { demoDeriver } from '../adapters/rebased/demo-deriver.ts';
import { organiser, testParts } from '../testing/test-parts.ts';
import { fillDemoPool } from './fill-demo-pool.ts';

const MNEMONIC = 'test test test test test test test test test test test junk';

test('addresses are those of the wallets’ own path, and no two are the same', async () => {
  const deriver = demoDeriver(MNEMONIC);
  const { pool, db } = await testParts({ addresses: 0 });
  await fillDemoPool(
    { pool, deriver, organiser, clock: systemClock, wanted: 5 },
    new AbortController().signal,
  );
  const rows = await db.selectFrom('address_pool').selectAll().orderBy('idx').execute();
  expect(rows.map(({ idx, address }) => [idx, address])).toEqual(
    [0, 1, 2, 3, 4].map((index) => [index, deriver.derive(index)]),
  );
  expect(new Set(rows.map(({ address }) => address)).size).toBe(5);
});

test('it stops when told, in the middle', async () => {
  const { pool } = await testParts({ addresses: 0 });
  const stopping = new AbortController();
  const filling = fillDemoPool(
    { pool, deriver: demoDeriver(MNEMONIC), organiser, clock: systemClock, wanted: 10_000 },
    stopping.signal,
  );
  stopping.abort();
  await filling;
  expect((await pool.level(organiser)).left).toBeLessThan(10_000);
});

test('others get their turn between two derivations and the next', async () => {
  const { pool } = await testParts({ addresses: 0 });
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await fillDemoPool(
    { pool, deriver: demoDeriver(MNEMONIC), organiser, clock: systemClock, wanted: 20 },
    new AbortController().signal,
  );
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(10);
});
