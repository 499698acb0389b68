import { z, type ZodType } from 'zod';
import { errorBodySchema } from '@tanglegate/core/http/errors';

/** An answer with JSON in it, as the documentation words it. */
export function json<T extends ZodType>(description: string, schema: T) {
  return { description, content: { 'application/json': { schema } } };
}

export const nothing = (description: string) => z.undefined().describe(description);

/** What may go wrong at a route, by status: each names the codes of the error body. */
export function errors(codes: Readonly<Record<number, string>>) {
  return Object.fromEntries(
    Object.entries({ ...codes, 429: '`too-many-requests`', 500: '`internal-error`' }).map(
      ([status, words]) => [status, json(words, errorBodySchema)],
    ),
  );
}

/** Names of `securitySchemes` in the document. */
export const withOrderLink = [{ linkSecret: [] }, { orderCookie: [] }];
export const withTicketLink = [{ linkSecret: [] }, { ticketCookie: [] }];
export const withLogIn = [{ organiserSession: [] }];
