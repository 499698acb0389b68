import { TanglegateError } from '@tanglegate/core/errors';

export type RefusalCode = 'invalid-signature' | 'invalid-input' | 'malformed-transaction';

/** The transaction does not reach the ledger: nothing changes, and no gas is paid. */
export class Refused extends TanglegateError {
  declare readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(code, message);
    this.name = 'Refused';
  }
}

/** The transaction reaches the ledger as a failure, and its gas is paid. */
export class CommandFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.name = 'CommandFailed';
    this.failure = failure;
  }
}

export type Failure =
  | { readonly kind: 'InsufficientGas' }
  | {
      readonly kind: 'InsufficientCoinBalance' | 'CoinBalanceOverflow' | 'ArityMismatch';
      readonly command: number;
    }
  | {
      readonly kind: 'CommandArgumentError';
      readonly command: number;
      readonly argument: number;
      readonly reason: ArgumentReason;
    }
  | {
      readonly kind: 'UnusedValueWithoutDrop';
      readonly command: number;
      readonly index: number;
    };

export type ArgumentReason =
  | 'TypeMismatch'
  | 'InvalidBCSBytes'
  | 'IndexOutOfBounds'
  | 'InvalidResultArity'
  | 'InvalidGasCoinUsage'
  | 'InvalidValueUsage'
  | 'InvalidObjectByValue'
  | 'InvalidObjectByMutRef';

/** A full node's words for it, as they stand in `effects.status.error`. */
export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case 'InsufficientGas':
      return 'InsufficientGas';
    case 'CommandArgumentError':
      return `CommandArgumentError { arg_idx: ${failure.argument}, kind: ${failure.reason} } in command ${failure.command}`;
    case 'UnusedValueWithoutDrop':
      return `UnusedValueWithoutDrop { result_idx: ${failure.command}, secondary_idx: ${failure.index} }`;
    case 'InsufficientCoinBalance':
    case 'CoinBalanceOverflow':
    case 'ArityMismatch':
      return `${failure.kind} in command ${failure.command}`;
  }
}
