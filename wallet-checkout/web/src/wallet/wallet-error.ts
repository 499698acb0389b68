import { TanglegateError } from '@tanglegate/core/errors';
import { words } from '../messages/words.ts';

export type WalletProblem = keyof typeof words.buying.wallet.problems;

/** What went wrong between page, wallet and network, by a code for which there are words. */
export class WalletError extends TanglegateError {
  declare readonly code: WalletProblem;

  constructor(code: WalletProblem, cause?: unknown) {
    super(code, words.buying.wallet.problems[code], cause === undefined ? {} : { cause });
    this.name = 'WalletError';
  }
}

/** Wallets throw what they like: the words they use tell the cases apart. EIP-1193's 4001 is the usual code for "no". */
export function walletErrorOf(thrown: unknown): WalletError {
  if (thrown instanceof WalletError) return thrown;
  const text = textOf(thrown);
  if (/\b4001\b|reject|denied|declined|cancel/i.test(text)) return new WalletError('wallet-rejected', thrown);
  if (/insufficient|not enough|no valid gas|balance/i.test(text))
    return new WalletError('wallet-insufficient', thrown);
  if (/failed to fetch|fetch failed|networkerror|load failed/i.test(text))
    return new WalletError('node-unreachable', thrown);
  return new WalletError('wallet-failed', thrown);
}

function textOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (typeof thrown !== 'object' || thrown === null) return '';
  const message = 'message' in thrown ? String(thrown.message) : '';
  const code = 'code' in thrown ? String(thrown.code) : '';
  return `${code} ${message}`;
}
