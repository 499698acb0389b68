import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { z } from 'zod';

/** fetch says "fetch failed" and hides why in its cause. */
const causeOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? messageOf(error.cause) : messageOf(error);

function wordsFor(error: unknown, url: string): [code: string, words: string] {
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return ['ledger-nonsense', `The node ${url} answers what cannot be read.`];
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return ['ledger-unreachable', `The node ${url} does not answer in time.`];
  return ['ledger-unreachable', `The node ${url} cannot be reached: ${causeOf(error)}.`];
}

/** What went wrong with the node, as the one error that a follower knows. Paths and queries of node URLs may hold access keys. */
export function nodeTrouble(error: unknown, url: string): TanglegateError {
  if (error instanceof TanglegateError) return error;
  const [code, words] = wordsFor(error, new URL(url).origin);
  return new TanglegateError(code, words, { cause: error });
}

/** The node does answer, and says no with an HTTP status. */
export function statusTrouble(status: number, url: string, cause?: unknown): TanglegateError {
  return new TanglegateError(
    'ledger-node-error',
    `The node ${new URL(url).origin} answers with HTTP ${status}.`,
    { cause },
  );
}
