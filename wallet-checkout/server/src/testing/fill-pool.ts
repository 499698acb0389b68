import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '@tanglegate/core/clock';
import { sqlAddressPool } from '../adapters/database/address-repository.ts';
import { openSqlite } from '../adapters/database/open-sqlite.ts';
import { ensureOrganiser } from '../adapters/database/sql-installation.ts';
import { addressHex } from '../domain/address.ts';
import type { CheckoutSettings } from '../settings.ts';

/** SQLite takes 32,766 values in one statement; an address is four. */
const ROWS_AT_ONCE = 5_000;

/** For benchmarks: a data folder with so many deposit addresses, all made up. Nobody can ever spend what arrives there. */
export async function fillPool(
  { dataFolder, organiser }: Pick<CheckoutSettings, 'dataFolder' | 'organiser'>,
  addresses: number,
): Promise<void> {
  const db = await openSqlite(join(dataFolder, 'checkout.sqlite'));
  try {
    await ensureOrganiser(db, organiser, systemClock.now());
    const pool = sqlAddressPool(db);
    const all = Array.from({ length: addresses }, (_, index) => ({
      organiser: organiser.id,
      index,
      address: addressHex(randomBytes(32).toString('hex')),
    }));
    for (let i = 0; i < all.length; i += ROWS_AT_ONCE)
      await pool.add(all.slice(i, i + ROWS_AT_ONCE), systemClock.now());
  } finally {
    await db.destroy();
  }
}
