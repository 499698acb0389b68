import { randomBytes } from 'node:crypto';
import type { Millis } from '@tanglegate/core/clock';
import { ledgerUnits } from '@tanglegate/core/money';
import { addressHex, type AddressHex } from '../../domain/address.ts';
import type { Arrival, Deposit, Ledger, LedgerPage, NetworkTerms } from '../../ports/ledger.ts';

/** The chain that `testParts` begins at. */
const CHAIN = 'c';
const POSITIONS_OF_A_PAGE = 3;

const terms: NetworkTerms = {
  coin: { symbol: 'IOTA', decimals: 9 },
  leastOutput: ledgerUnits(1n),
  mostPayable: ledgerUnits(2n ** 64n - 1n),
};

/** What the ledger knows, whatever becomes of the checkout: what the books are compared with. */
export interface Chain {
  readonly ledger: Ledger;
  /** One more position, with these in it. */
  append(arrivals: readonly Arrival[]): void;
  /** The last position's arrivals once more, as a node may give them that was asked twice. */
  repeatLast(): void;
  all(): readonly Arrival[];
  /** Resolves when the follower comes back for more than there is: by then it has written down all of it. */
  readToTheEnd(): Promise<void>;
}

export function newChain(): Chain {
  const positions: (readonly Arrival[])[] = [];
  let atTheEnd: () => void = () => undefined;
  function read(position: number): LedgerPage {
    if (position === positions.length) atTheEnd();
    const end = Math.min(positions.length, position + POSITIONS_OF_A_PAGE);
    return {
      position: end,
      arrivals: positions.slice(position, end).flat(),
      atTip: end === positions.length,
    };
  }
  return {
    ledger: {
      name: 'rebased',
      terms,
      formatAddress: (address) => address,
      parseAddress: addressHex,
      tip: () => Promise.resolve({ chain: CHAIN, position: positions.length }),
      readAfter: ({ position }) => Promise.resolve(read(position)),
      reconcile: () => Promise.reject(new Error('this chain forgets nothing')),
    },
    append(arrivals) {
      const position = positions.length + 1;
      positions.push(arrivals.map((arrival) => ({ ...arrival, position })));
    },
    repeatLast() {
      positions.push(positions.at(-1) ?? []);
    },
    all: () => positions.flat(),
    readToTheEnd: () =>
      new Promise((resolve) => {
        atTheEnd = resolve;
      }),
  };
}

/** @param transaction one may bring several arrivals */
export function arrival(to: AddressHex, amount: bigint, at: Millis, transaction = newTransaction()): Deposit {
  const observed = { ledgerId: transaction, transaction, address: to, position: 0, ledgerAt: at };
  return { kind: 'deposit', ...observed, amount: ledgerUnits(amount) };
}

export const newTransaction = (): string => randomBytes(16).toString('hex');
export const newAddress = (): AddressHex => addressHex(randomBytes(32).toString('hex'));
