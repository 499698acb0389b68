import { randomBytes } from 'node:crypto';
import { systemClock } from '@tanglegate/core/clock';
import { sqlAddressPool } from '../adapters/database/address-repository.ts';
import { ensureOrganiser } from '../adapters/database/sql-installation.ts';
import { withDatabase } from '../compose-offline.ts';
import { addressHex } from '../domain/address.ts';
import type { CheckoutSettings } from '../settings.ts';

/** SQLite takes 32,766 values in one statement; an address is four. */
const ROWS_AT_ONCE = 5_000;

/** For benchmarks: a data folder with so many deposit addresses, all made up. Nobody can ever spend what arrives there. */
export async function fillPool(
  settings: Pick<CheckoutSettings, 'dataFolder' | 'database' | 'organiser'>,
  addresses: number,
): Promise<void> {
  const { organiser } = settings;
  await withDatabase(settings, async (db) => {
    await ensureOrganiser(db, organiser, systemClock.now());
    const pool = sqlAddressPool(db);
    const all = Array.from({ length: addresses }, (_, index) => ({
      organiser: organiser.id,
      index,
      address: addressHex(randomBytes(32).toString('hex')),
    }));
    for (let i = 0; i < all.length; i += ROWS_AT_ONCE)
      await pool.add(all.slice(i, i + ROWS_AT_ONCE), systemClock.now());
  });
}
