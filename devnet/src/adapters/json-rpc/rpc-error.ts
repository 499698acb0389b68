import { Refused } from '../../domain/refused.ts';

/** Codes as a full node answers with (seen, 0.8). */
export const METHOD_NOT_FOUND = -32601;
export const INVALID_PARAMS = -32602;
export const INVALID_REQUEST = -32600;
const TRANSACTION_REFUSED = -32002;
export const NO_BATCHES = -32005;
const INTERNAL = -32603;

export class RpcError extends Error {
  readonly code: number;
  readonly data: string | undefined;

  constructor(code: number, message: string, data?: string) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}

export function invalidParams(data: string): RpcError {
  return new RpcError(INVALID_PARAMS, 'Invalid params', data);
}

export function unknownTransaction(digest: string): RpcError {
  return new RpcError(
    INVALID_PARAMS,
    `Could not find the referenced transaction [TransactionDigest(${digest})].`,
  );
}

export function toRpcError(thrown: unknown): RpcError {
  if (thrown instanceof RpcError) return thrown;
  if (!(thrown instanceof Refused))
    return new RpcError(INTERNAL, 'Internal error. The devnet has logged its cause.');
  switch (thrown.code) {
    case 'invalid-signature':
      return new RpcError(TRANSACTION_REFUSED, `Invalid user signature: ${thrown.message}`);
    case 'malformed-transaction':
      return invalidParams(thrown.message);
    case 'invalid-input':
      return new RpcError(
        TRANSACTION_REFUSED,
        'Transaction execution failed due to issues with transaction inputs, please review the errors and try again: ' +
          `${thrown.message.replace(/\.$/, '')}.`,
      );
  }
}
