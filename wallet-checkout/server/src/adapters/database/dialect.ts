import type { ColumnDataType, ColumnDefinitionBuilder } from 'kysely';

/** The one file that knows how SQL dialects differ. */
export type DialectName = 'sqlite' | 'postgres';

export interface DialectWords {
  /** A whole number that the database counts up by itself. */
  readonly identityType: ColumnDataType;
  identity(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
}

export const dialectWords: Record<DialectName, DialectWords> = {
  sqlite: { identityType: 'integer', identity: (column) => column.primaryKey().autoIncrement() },
  postgres: { identityType: 'bigserial', identity: (column) => column.primaryKey() },
};
