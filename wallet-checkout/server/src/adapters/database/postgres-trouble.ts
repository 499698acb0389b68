import pg from 'pg';
import { TanglegateError } from '@tanglegate/core/errors';

/**
 * What went wrong is the database's connection or load, not what was asked of it. Classes of PostgreSQL's appendix A: 08 connection
 * exceptions, 53 resources (too many connections), 57 shut down, cancelled by a timeout; 25P02…25P04 a transaction that was ended.
 */
const unreachableStates = /^(08|53|57|25P0[34]|55P03)/;
/** Of the system, as Node names them. */
const unreachableCodes =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)/;
/** pg's own, which have no code. */
const unreachableWords =
  /connection terminated|connection ended|timeout exceeded|client (was closed|has encountered)|query read timeout|cannot use a pool/i;

/** A text with U+0000 in it, which SQLite keeps and PostgreSQL does not. */
const NOT_A_CHARACTER = '22021';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  if (error instanceof pg.DatabaseError) return unreachableStates.test(code);
  if (error instanceof AggregateError) return error.errors.every(isUnreachable);
  if (!(error instanceof Error)) return false;
  return unreachableCodes.test(code) || (code === '' && unreachableWords.test(error.message));
}

/**
 * A lost or overloaded database as one named error, a text that it cannot keep as another; anything else as it is. The words say nothing about where the database is: buyers
 * may read them.
 */
export function namedTrouble(error: unknown): unknown {
  if (isUnreachable(error)) return unreachable(error);
  if (codeOf(error) !== NOT_A_CHARACTER) return error;
  return new TanglegateError(
    'invalid-request',
    'A character in this cannot be kept. Write it anew, without control characters.',
    { cause: error },
  );
}

/** For whatever kept a connection from being made: also a password that is wrong by now, or a database that lets nobody in. */
export function unreachable(cause: unknown): TanglegateError {
  return new TanglegateError(
    'database-unreachable',
    'The database does not answer at the moment. Try again in a minute: what was answered before is kept.',
    { cause },
  );
}

/** A deadlock, or a transaction that saw what another changed: the same again will do. */
export function isWorthAnotherTry(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}
