import type { ColumnDataType, ColumnDefinitionBuilder } from 'kysely';

/**
 * The one file that knows how SQL dialects differ. Counts and BIGINTs are numbers everywhere: a PostgreSQL driver has to be told so
 * (`pg.types.setTypeParser(20, Number)`), since none of ours leaves 2⁵³.
 */
export type DialectName = 'sqlite' | 'postgres';

export interface DialectWords {
  /** A whole number that the database counts up by itself. */
  readonly identityType: ColumnDataType;
  readonly identity: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
}

export const dialectWords: Record<DialectName, DialectWords> = {
  sqlite: { identityType: 'integer', identity: (column) => column.primaryKey().autoIncrement() },
  postgres: { identityType: 'bigserial', identity: (column) => column.primaryKey() },
};

/** In a transaction: nobody else changes the selected rows until it ends. SQLite has one writer at a time anyway. */
export function lockRows<Q extends { forUpdate(): Q }>(dialect: DialectName, query: Q): Q {
  return dialect === 'postgres' ? query.forUpdate() : query;
}
