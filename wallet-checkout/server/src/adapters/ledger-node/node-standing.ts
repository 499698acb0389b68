import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { MINUTE, SECOND, type Millis } from '@tanglegate/core/clock';
import { backOffMs } from '../../domain/back-off.ts';
import type { NodeHealth, NodeTrouble } from '../../ports/ledger-health.ts';
import type { Ledger } from '../../ports/ledger.ts';

/** A ledger on one node. */
export interface LedgerOnNode {
  /** To be shown: without what may be a secret. */
  readonly name: string;
  readonly ledger: Ledger;
  /** The same, for looking whether the node works: what it reads is thrown away. */
  readonly look: Ledger;
}

/** How long a node that failed is left alone. */
const AFTER_FAILURE = { leastMs: SECOND, longestMs: MINUTE };
/** How often one that stands by is looked at, so that nobody relies on a dead one. */
const STANDING_BY = { leastMs: MINUTE, longestMs: MINUTE };

const STATES: Readonly<Partial<Record<string, NodeTrouble['state']>>> = {
  'ledger-behind': 'behind',
  'ledger-other-chain': 'other-network',
  'ledger-gap': 'pruned',
};

export const asTrouble = (error: unknown): TanglegateError =>
  error instanceof TanglegateError
    ? error
    : new TanglegateError('ledger-node-error', messageOf(error), { cause: error });

/** What is known of one node, and when it may be asked again. */
export class NodeStanding {
  readonly name: string;
  readonly ledger: Ledger;
  readonly look: Ledger;
  readonly #random: () => number;
  #state: 'not-asked' | 'standing-by' | NodeTrouble = 'not-asked';
  #failures = 0;
  #lookAt = 0;
  /** A look at it is under way. */
  isLookedAt = false;

  constructor({ name, ledger, look }: LedgerOnNode, random: () => number) {
    this.name = name;
    this.ledger = ledger;
    this.look = look;
    this.#random = random;
  }

  get isReady(): boolean {
    return typeof this.#state === 'string';
  }

  isDue(now: Millis): boolean {
    return !this.isLookedAt && now >= this.#lookAt;
  }

  worked(now: Millis): void {
    this.#state = 'standing-by';
    this.#failures = 0;
    this.#lookAt = now + backOffMs(0, STANDING_BY, this.#random());
  }

  failed(error: TanglegateError, now: Millis): void {
    const since = typeof this.#state === 'string' ? now : this.#state.since;
    this.#state = { state: STATES[error.code] ?? 'failing', since, why: error.message };
    this.#lookAt = now + backOffMs(this.#failures++, AFTER_FAILURE, this.#random());
  }

  health(isInUse: boolean): NodeHealth {
    const { name } = this;
    if (isInUse) return { name, state: 'in-use' };
    return typeof this.#state === 'string' ? { name, state: this.#state } : { name, ...this.#state };
  }
}
