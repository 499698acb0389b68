import type { Clock } from '@tanglegate/core/clock';
import type { KeyId } from '@tanglegate/core/ids';
import type { Kysely } from 'kysely';
import { sqlAddressPool } from './adapters/database/address-repository.ts';
import type { Database } from './adapters/database/database.ts';
import { sqlAddressImport } from './adapters/database/import-addresses.ts';
import { liveQueries } from './adapters/database/live-queries.ts';
import { moneyQueries } from './adapters/database/money-queries.ts';
import { sqlCatalogueStore } from './adapters/database/sql-catalogue-store.ts';
import { sqlDoorLog } from './adapters/database/sql-door-log.ts';
import { ensureSameLinkKey } from './adapters/database/ensure-same-link-key.ts';
import { ensureOrganiser, ensureSigningKey } from './adapters/database/sql-installation.ts';
import { sqlRegisterStore } from './adapters/database/sql-register-store.ts';
import { sqlStore } from './adapters/database/sql-store.ts';
import { openDatabase } from './compose-database.ts';
import type { Ledger } from './ports/ledger.ts';
import type { Log } from './ports/log.ts';
import type { Secrets } from './ports/secrets.ts';
import type { Store } from './ports/store.ts';
import type { CheckoutSettings } from './settings.ts';
import { checkPrices } from './use-cases/check-prices.ts';

export interface StoresDeps {
  readonly ledger: Ledger;
  readonly secrets: Secrets;
  readonly signer: { readonly kid: KeyId; readonly publicKey: string };
  readonly clock: Clock;
  readonly log: Log;
  readonly aroundStore?: ((store: Store) => Store) | undefined;
}

function storesOn(db: Kysely<Database>, { ledger, secrets, aroundStore = (store) => store }: StoresDeps) {
  return {
    db,
    store: aroundStore(sqlStore(db, { ledger: ledger.name })),
    pool: sqlAddressPool(db),
    addressImport: sqlAddressImport(db),
    queries: liveQueries(db),
    money: moneyQueries(db),
    register: sqlRegisterStore(db, secrets),
    doorLog: sqlDoorLog(db),
    catalogueStore: sqlCatalogueStore(db, ledger.terms),
  };
}

/** The database, brought up to date, with its organiser and signing key. @throws TanglegateError `price-out-of-range`, and the database's own */
export async function composeStores(
  { organiser, ...where }: Pick<CheckoutSettings, 'dataFolder' | 'database' | 'organiser'>,
  deps: StoresDeps,
): Promise<ReturnType<typeof storesOn>> {
  const db = await openDatabase(where, deps.log);
  try {
    const stores = storesOn(db, deps);
    await ensureSameLinkKey(db, deps.secrets);
    await ensureOrganiser(db, organiser, deps.clock.now());
    await ensureSigningKey(db, organiser.id, deps.signer, deps.clock.now());
    await checkPrices(stores.store.read, deps.ledger.terms);
    return stores;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
