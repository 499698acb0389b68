import { expect, test, vi } from 'vitest';
import { markRestoredIn } from './compose-offline-money.ts';
import { startBackbone, temporaryFolder, testSettings } from './testing/start-backbone.ts';
import { databaseAt } from './testing/test-database.ts';
import { organiser, testParts } from './testing/test-parts.ts';

test('a database that was put back: a margin of addresses is skipped, and not while a checkout runs on it', async () => {
  const folder = temporaryFolder();
  const { pool } = await testParts({ folder, addresses: 50 });
  const { database } = await databaseAt(folder);
  if (database === undefined) throw new Error('there is no PostgreSQL here');
  const where = { dataFolder: folder, database };
  expect(await markRestoredIn(where, 30)).toEqual({ skipped: 30, left: 20 });
  expect((await pool.level(organiser)).left).toBe(20);
  const running = await startBackbone({ ...testSettings(), ...where });
  await vi.waitFor(async () => {
    const { parts } = await running.health.report();
    expect(parts.find(({ name }) => name === 'broker')?.ok).toBe(false); // Its duty: it looks for the broker.
  });
  await expect(markRestoredIn(where, 30)).rejects.toMatchObject({ code: 'database-in-use' });
  await running.stop();
  expect(await markRestoredIn(where, 30)).toEqual({ skipped: 20, left: 0 });
}, 60_000);
