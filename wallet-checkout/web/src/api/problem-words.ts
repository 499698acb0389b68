import { words } from '../messages/words.ts';
import { ApiError } from './api-error.ts';

const known = new Map<string, string>(Object.entries(words.problems.byCode));

/** What to tell the person: our own words where the code has some, else the server's, else that it is our fault. */
export function problemWords(thrown: unknown): string {
  if (!(thrown instanceof ApiError)) return words.problems.byCode['internal-error'];
  const ours = known.get(thrown.code);
  if (ours !== undefined) return ours;
  if (thrown.status === 429) return words.problems.byCode['too-many-requests'];
  return thrown.status >= 500 ? words.problems.byCode['internal-error'] : thrown.message;
}
