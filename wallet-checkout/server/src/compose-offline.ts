import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '@tanglegate/core/clock';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { Coin } from '@tanglegate/core/money';
import type { Kysely } from 'kysely';
import type { Database } from './adapters/database/database.ts';
import { moneyQueries } from './adapters/database/money-queries.ts';
import { sqlCatalogueStore } from './adapters/database/sql-catalogue-store.ts';
import { ensureOrganiser } from './adapters/database/sql-installation.ts';
import { readEventFile } from './adapters/event-file/read-event-file.ts';
import { composeAccounts } from './compose-accounts.ts';
import { openDatabase } from './compose-database.ts';
import { termsOf } from './compose-ledger.ts';
import type { EventDefinition } from './domain/event-definition.ts';
import { unaccounted, type MoneyBalance } from './domain/money-balance.ts';
import type { ImportedEvent } from './ports/catalogue-store.ts';
import type { OrderFault } from './ports/money-queries.ts';
import type { CheckoutSettings } from './settings.ts';
import type { NewPassword } from './use-cases/set-password.ts';

const MAX_FILE_BYTES = 1024 * 1024;

/** What an operator's command does to the database, whether or not a server runs on it at the same time: both wait for each other. */
export async function withDatabase<T>(
  where: Pick<CheckoutSettings, 'dataFolder' | 'database'>,
  work: (db: Kysely<Database>) => Promise<T>,
): Promise<T> {
  const db = await openDatabase(where, pino({ level: 'silent' }));
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

const fileTroubles: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check its name and the folder you are in',
  EISDIR: 'it is a folder. Name a file in it',
  EACCES: 'it is not yours to read. Change its rights, or be another user',
};

export function whyNotRead(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return fileTroubles[code] ?? messageOf(cause);
}

/** @throws TanglegateError `file-unreadable`, `event-file-wrong` */
export function readEventFileAt(file: string, settings: CheckoutSettings): EventDefinition {
  let text: string;
  try {
    if (statSync(file).size > MAX_FILE_BYTES) throw new RangeError('it is far too large for an event file');
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TanglegateError('file-unreadable', `${file} was not read: ${whyNotRead(cause)}.`, { cause });
  }
  return readEventFile(text, termsOf(settings.ledger).coin);
}

/**
 * Stores an event. A running server shows it at once and tells the doors within a second: register entries that have no number yet
 * are looked for all the time.
 * @throws TanglegateError as `readEventFileAt` and `CatalogueStore.importEvent`
 */
export async function importEventFile(
  file: string,
  settings: CheckoutSettings,
): Promise<{ definition: EventDefinition; imported: ImportedEvent }> {
  const definition = readEventFileAt(file, settings);
  const { organiser } = settings;
  return withDatabase(settings, async (db) => {
    await ensureOrganiser(db, organiser, systemClock.now());
    const store = sqlCatalogueStore(db, termsOf(settings.ledger));
    return { definition, imported: await store.importEvent(organiser.id, definition, systemClock.now()) };
  });
}

/** A PostgreSQL that the settings name is there, or says itself that it is not. @throws TanglegateError `data-missing` */
export function refuseMissing({
  dataFolder,
  database,
}: Pick<CheckoutSettings, 'dataFolder' | 'database'>): void {
  if (database !== undefined || existsSync(join(dataFolder, 'checkout.sqlite'))) return;
  throw new TanglegateError(
    'data-missing',
    `There is no checkout at ${dataFolder}. Say --data or set TANGLEGATE_DATA, or run \`npm start\` first.`,
  );
}

export interface MoneyAudit {
  readonly coin: Coin;
  readonly balance: MoneyBalance;
  readonly unaccounted: bigint;
  readonly faults: readonly OrderFault[];
}

/** All books, whether or not a server runs on them at the same time. @throws TanglegateError `data-missing` */
export async function auditMoney(settings: CheckoutSettings): Promise<MoneyAudit> {
  refuseMissing(settings);
  const { coin } = termsOf(settings.ledger);
  return withDatabase(settings, async (db) => {
    const money = moneyQueries(db);
    const balance = await money.balance();
    return { coin, balance, unaccounted: unaccounted(balance), faults: await money.faults() };
  });
}

/** @throws TanglegateError `data-missing`, `user-unknown` */
export async function resetPassword(user: string, settings: CheckoutSettings): Promise<NewPassword> {
  refuseMissing(settings);
  return withDatabase(settings, (db) => composeAccounts({ db, clock: systemClock }).resetPassword(user));
}
