import { TanglegateError } from '@tanglegate/core/errors';

export interface NodeFailure {
  readonly name: string;
  readonly error: TanglegateError;
}

/** What the node with the longest history lacks. */
function smallestGap(failures: readonly NodeFailure[]): TanglegateError | undefined {
  const gaps = failures.map(({ error }) => error).filter(({ code }) => code === 'ledger-gap');
  const end = ({ details }: TanglegateError): number => Number(details['to'] ?? Number.MAX_SAFE_INTEGER);
  return gaps.sort((a, b) => end(a) - end(b))[0];
}

/**
 * One error for all nodes, which names each and why. Of another chain only when every one of them is: one that is merely gone may be
 * the right one, and is worth waiting for.
 */
export function noneWorks(failures: readonly NodeFailure[]): TanglegateError {
  const [first, ...others] = failures;
  if (first === undefined) throw new Error('a ledger without a node');
  if (others.length === 0) return first.error;
  const each = failures.map(({ name, error }, i) => `${i + 1}. ${name}: ${error.message}`).join(' ');
  const cause = failures.map(({ error }) => error);
  if (cause.every(({ code }) => code === 'ledger-other-chain'))
    return new TanglegateError('ledger-other-chain', `Every node is of another chain. ${each}`, { cause });
  const gap = smallestGap(failures);
  return gap === undefined
    ? new TanglegateError('ledger-unreachable', `No node can be followed. ${each}`, { cause })
    : new TanglegateError('ledger-gap', `No node can be followed. ${each}`, { cause, details: gap.details });
}
