import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ADDRESS_LIST_TYPE, readAddressList } from '@tanglegate/core/address-list';
import { systemClock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import {
  sentMoneySchema,
  type SentMoney,
  type SentMoneyAnswer,
  type SignedDocument,
} from '@tanglegate/core/http/money-export';
import { readSignedDocument, signDocument } from '@tanglegate/did/signed-document';
import { openSigningKey } from '@tanglegate/did/signing-key';
import type { Kysely } from 'kysely';
import type { Database } from './adapters/database/database.ts';
import { ownDuty, postgresDuty } from './adapters/database/duty-lock.ts';
import { sqlAddressImport } from './adapters/database/import-addresses.ts';
import { markRestored, type RestoredPool } from './adapters/database/mark-restored.ts';
import { ensureOrganiser } from './adapters/database/sql-installation.ts';
import { sqlStore } from './adapters/database/sql-store.ts';
import { networkOf } from './compose-backbone.ts';
import { composeLedger } from './compose-ledger.ts';
import { refuseMissing, whyNotRead, withDatabase } from './compose-offline.ts';
import { addressHex } from './domain/address.ts';
import type { ImportedAddresses } from './ports/address-pool.ts';
import type { Changes } from './ports/changes.ts';
import type { Ledger } from './ports/ledger.ts';
import type { Store } from './ports/store.ts';
import type { CheckoutSettings } from './settings.ts';
import { exportMoney } from './use-cases/export-money.ts';
import { recordSent } from './use-cases/record-sent.ts';

/** A hundred thousand addresses in base64 take about 14 MB. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** @throws TanglegateError `file-unreadable` */
function readFile(file: string): string {
  try {
    if (statSync(file).size > MAX_FILE_BYTES) throw new RangeError('it is far too large');
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TanglegateError('file-unreadable', `${file} was not read: ${whyNotRead(cause)}.`, { cause });
  }
}

/**
 * Takes in a list of `npm run derive-addresses`. A running server hands them out at once.
 * @throws TanglegateError `file-unreadable`, `document-wrong`, `address-list-wrong`, and as `AddressImport.importList`
 */
export async function importAddressFile(
  file: string,
  settings: Pick<CheckoutSettings, 'dataFolder' | 'database' | 'organiser'>,
): Promise<ImportedAddresses & { publicKey: string }> {
  const { payload, publicKey } = readSignedDocument(ADDRESS_LIST_TYPE, readFile(file));
  const { addresses } = readAddressList(payload);
  const { organiser } = settings;
  const entries = addresses.map(({ index, address }) => ({ index, address: addressHex(address) }));
  const list = { organiser: organiser.id, publicKey, addresses: entries };
  return withDatabase(settings, async (db) => {
    await ensureOrganiser(db, organiser, systemClock.now());
    return { ...(await sqlAddressImport(db).importList(list, systemClock.now())), publicKey };
  });
}

function storeOf(db: Kysely<Database>, ledger: Ledger): Store {
  return sqlStore(db, { ledger: ledger.name });
}

/** Nobody listens: a running server shows what was changed when it next reads it. */
const unheard: Changes = { tell: () => undefined, on: () => () => undefined };

/** The same as `GET /api/live/money/export`. @throws TanglegateError `data-missing`, `signing-key-unreadable`, `payments-not-ready` */
export async function exportMoneyFrom(
  settings: CheckoutSettings,
): Promise<{ signed: SignedDocument; publicKey: string }> {
  refuseMissing(settings);
  const { key } = openSigningKey(join(settings.dataFolder, 'signing-key.pem'));
  const ledger = composeLedger(settings.ledger, AbortSignal.abort());
  const signed = await withDatabase(settings, (db) =>
    exportMoney(settings.organiser.id, {
      store: storeOf(db, ledger),
      clock: systemClock,
      terms: ledger.terms,
      network: networkOf(settings.ledger, ledger),
      signDocument: (type, payload) => signDocument(type, payload, key),
    }),
  );
  return { signed, publicKey: key.publicKey };
}

/** The same as `POST /api/live/money/sent`. @throws TanglegateError `file-unreadable`, `sent-file-wrong`, `data-missing`, `sent-on-other-chain` */
export async function recordSentFile(file: string, settings: CheckoutSettings): Promise<SentMoneyAnswer> {
  const text = readFile(file);
  refuseMissing(settings);
  const ledger = composeLedger(settings.ledger, AbortSignal.abort());
  const parts = { clock: systemClock, changes: unheard };
  return withDatabase(settings, (db) =>
    recordSent(settings.organiser.id, parseSent(text), { ...parts, store: storeOf(db, ledger) }),
  );
}

function parseSent(text: string): SentMoney {
  try {
    return sentMoneySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new TanglegateError(
      'sent-file-wrong',
      'This is no file that npm run sweep or npm run refund has written. Nothing was changed.',
      { cause },
    );
  }
}

/**
 * For a database that was put back from a backup, before anybody starts on it.
 * @param margin how many addresses to skip
 * @throws TanglegateError `data-missing`, `database-in-use`
 */
export async function markRestoredIn(
  where: Pick<CheckoutSettings, 'dataFolder' | 'database'>,
  margin: number,
): Promise<RestoredPool> {
  refuseMissing(where);
  return withDatabase(where, async (db) => {
    const lock = where.database === undefined ? ownDuty : postgresDuty(where.database.url);
    try {
      if ((await lock.tryTake()) !== undefined) return await markRestored(db, margin, systemClock.now());
    } finally {
      await lock.close();
    }
    throw new TanglegateError(
      'database-in-use',
      'A checkout runs on this database. Stop every one of them first. Nothing was changed.',
    );
  });
}
