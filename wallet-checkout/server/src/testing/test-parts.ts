import { randomBytes } from 'node:crypto';
import { systemClock, type Clock } from '@tanglegate/core/clock';
import { organiserIdSchema, type OrderId } from '@tanglegate/core/ids';
import { ledgerUnits } from '@tanglegate/core/money';
import { temporarySigningKey } from '@tanglegate/did/signing-key';
import { sqlAddressPool } from '../adapters/database/address-repository.ts';
import { sqlCatalogueStore } from '../adapters/database/sql-catalogue-store.ts';
import { ensureOrganiser, ensureSigningKey } from '../adapters/database/sql-installation.ts';
import { sqlStore } from '../adapters/database/sql-store.ts';
import { changeHub } from '../adapters/events/change-hub.ts';
import { nodeSecrets } from '../adapters/secrets/node-secrets.ts';
import { addressHex } from '../domain/address.ts';
import type { EventDefinition } from '../domain/event-definition.ts';
import type { Deposit, NetworkTerms } from '../ports/ledger.ts';
import { onTestFinished } from 'vitest';
import { silent, temporaryFolder } from './start-backbone.ts';
import { openDatabaseAt } from './test-database.ts';
import { testEvent } from './test-event.ts';

export const organiser = organiserIdSchema.parse('main');
export const buyer = { name: 'Ada', phone: '+41 79 123 45 67' };
const terms: NetworkTerms = {
  coin: { symbol: 'IOTA', decimals: 9 },
  leastOutput: ledgerUnits(1n),
  mostPayable: ledgerUnits(2n ** 64n - 1n),
};

const randomAddress = () => addressHex(randomBytes(32).toString('hex'));

/** What use-cases need, over a real database with one event and a filled address pool; no ledger, no broker. */
export async function testParts(
  options: { event?: EventDefinition; addresses?: number; folder?: string; clock?: Clock } = {},
) {
  const { event = testEvent(), addresses = 50, folder = temporaryFolder(), clock = systemClock } = options;
  const db = await openDatabaseAt(folder);
  onTestFinished(() => db.destroy());
  const store = sqlStore(db, { ledger: 'rebased' });
  const signer = temporarySigningKey();
  await ensureOrganiser(db, { id: organiser, name: 'Organiser' }, clock.now());
  await ensureSigningKey(db, organiser, signer, clock.now());
  const pool = sqlAddressPool(db);
  const { nextIndex } = await pool.level(organiser);
  const fresh = Array.from({ length: addresses }, (_, i) => ({
    organiser,
    index: nextIndex + i,
    address: randomAddress(),
  }));
  await pool.add(fresh, clock.now());
  await store.transaction(({ cursor }) => cursor.begin({ chain: 'c', position: 0 }, clock.now()));
  const catalogueStore = sqlCatalogueStore(db, terms);
  await catalogueStore.importEvent(organiser, event, clock.now());
  const secrets = nodeSecrets(randomBytes(32));
  const times = { orderMs: 900_000, graceMs: 600_000 };
  const common = { db, store, pool, catalogueStore, clock, signer, secrets, times, log: silent };
  return { ...common, changes: changeHub(silent), leastOutput: terms.leastOutput };
}

export type TestParts = Awaited<ReturnType<typeof testParts>>;

/** As a ledger adapter would report it, for an order that is in the database. */
export async function depositFor({ store }: TestParts, id: OrderId, amount: bigint): Promise<Deposit> {
  const order = await store.read.orders.find(id);
  if (order?.address === undefined) throw new Error('the order has no address');
  const transaction = randomBytes(16).toString('hex');
  return {
    kind: 'deposit',
    ledgerId: transaction,
    transaction,
    address: order.address,
    amount: ledgerUnits(amount),
    position: 1,
    ledgerAt: systemClock.now(),
  };
}
