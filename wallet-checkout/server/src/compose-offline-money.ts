import { readFileSync, statSync } from 'node:fs';
import { ADDRESS_LIST_TYPE, readAddressList } from '@tanglegate/core/address-list';
import { systemClock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import { readSignedDocument } from '@tanglegate/did/signed-document';
import { sqlAddressImport } from './adapters/database/import-addresses.ts';
import { ensureOrganiser } from './adapters/database/sql-installation.ts';
import { whyNotRead, withDatabase } from './compose-offline.ts';
import { addressHex } from './domain/address.ts';
import type { ImportedAddresses } from './ports/address-pool.ts';
import type { CheckoutSettings } from './settings.ts';

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
  settings: Pick<CheckoutSettings, 'dataFolder' | 'organiser'>,
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
