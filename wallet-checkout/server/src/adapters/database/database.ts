import type { Kysely, Transaction } from 'kysely';
import type { CheckoutTables } from './schema.ts';

/** All tables of the checkout. Another part's tables join by one more name after `extends`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a named sum of table groups, each in its own file
export interface Database extends CheckoutTables {}

/** The database, or a transaction on it. */
export type Db = Kysely<Database> | Transaction<Database>;
