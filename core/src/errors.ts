/**
 * An error somebody can act on. `code` is stable and goes over the wire; `message` says what happened and what to do next,
 * and never carries a secret; `cause` stays in the log. HTTP status codes are chosen once, at the HTTP edge.
 */
export class TanglegateError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TanglegateError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** The error's own words, whatever was thrown. For logs; clients get a `TanglegateError`'s. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
