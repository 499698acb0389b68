import { IotaHTTPStatusError, IotaHTTPTransportError } from '@iota/iota-sdk/client';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { nodeTrouble, statusTrouble } from '../ledger-node/node-trouble.ts';

/** What went wrong, as the SDK says it. */
export function rebasedTrouble(error: unknown, url: string): TanglegateError {
  if (error instanceof IotaHTTPStatusError) return statusTrouble(error.status, url, error);
  if (error instanceof IotaHTTPTransportError)
    return new TanglegateError(
      'ledger-node-error',
      `The node ${new URL(url).origin} refuses: ${messageOf(error)}.`,
      { cause: error },
    );
  return nodeTrouble(error, url);
}

/** The node has understood and says no, as opposed to being slow or gone. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof TanglegateError) || error.code !== 'ledger-node-error') return false;
  return !(error.cause instanceof IotaHTTPStatusError);
}
