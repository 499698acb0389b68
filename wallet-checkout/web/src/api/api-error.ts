import { TanglegateError } from '@tanglegate/core/errors';
import type { ErrorBody } from '@tanglegate/core/http/errors';

type FieldProblem = NonNullable<ErrorBody['error']['fields']>[number];

/** An answer that is not a success, or none at all (`status` 0, code `network-down`). */
export class ApiError extends TanglegateError {
  readonly status: number;
  readonly fields: readonly FieldProblem[];

  constructor(
    code: string,
    message: string,
    status: number,
    options: { fields?: readonly FieldProblem[]; cause?: unknown } = {},
  ) {
    super(code, message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'ApiError';
    this.status = status;
    this.fields = options.fields ?? [];
  }
}

/** A link's secret was refused, or what it names does not exist: the person has a wrong link. */
export function isWrongLink(thrown: unknown): boolean {
  return thrown instanceof ApiError && [400, 401, 403, 404].includes(thrown.status);
}

/** Nobody answered, or only a proxy in front of a server that is down: what is on the screen stays true meanwhile. */
export function isOutOfReach(thrown: unknown): boolean {
  return thrown instanceof ApiError && (thrown.status === 0 || thrown.status >= 500);
}
