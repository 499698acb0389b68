import type { Kysely, Transaction } from 'kysely';
import type { AccountTables } from './account-tables.ts';
import type { CheckoutTables } from './schema.ts';

/** All tables of the checkout. Another part's tables join by one more name after `extends`. */
export interface Database extends CheckoutTables, AccountTables {}

/** The database, or a transaction on it. */
export type Db = Kysely<Database> | Transaction<Database>;
