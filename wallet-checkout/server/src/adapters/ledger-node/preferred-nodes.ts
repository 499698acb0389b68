import type { Clock } from '@tanglegate/core/clock';
import type { NodeHealth } from '../../ports/ledger-health.ts';
import type { Ledger, LedgerOfNodes } from '../../ports/ledger.ts';
import { asTrouble, NodeStanding, type LedgerOnNode } from './node-standing.ts';
import { noneWorks, type NodeFailure } from './none-works.ts';

export interface PreferredNodesDeps {
  readonly clock: Clock;
  /** 0 … 1. */
  readonly random: () => number;
  /** Another node is in use, or one began or ceased to work. */
  readonly changed: (nodes: readonly NodeHealth[]) => void;
}

type Question<T> = (ledger: Ledger) => Promise<T>;

class PreferredNodes {
  readonly #nodes: readonly NodeStanding[];
  readonly #deps: PreferredNodesDeps;
  #inUse: NodeStanding | undefined;
  #told = '';

  constructor(nodes: readonly LedgerOnNode[], deps: PreferredNodesDeps) {
    this.#nodes = nodes.map((node) => new NodeStanding(node, deps.random));
    this.#deps = deps;
  }

  health(): NodeHealth[] {
    return this.#nodes.map((node) => node.health(node === this.#inUse));
  }

  /** Those that failed come last: they are asked all the same before anybody is told that no node works. */
  async ask<T>(question: Question<T>): Promise<T> {
    const failed = new Map<NodeStanding, NodeFailure>();
    const inOrder = [...this.#nodes].sort((a, b) => Number(b.isReady) - Number(a.isReady));
    for (const node of inOrder) {
      try {
        const answer = await question(node.ledger);
        this.#use(node);
        this.#lookAtOthers(question);
        return answer;
      } catch (error) {
        failed.set(node, { name: node.name, error: this.#note(node, error) });
      }
    }
    this.#use(undefined);
    throw noneWorks(this.#nodes.flatMap((node) => failed.get(node) ?? []));
  }

  /** The first that can. What the others cannot is no failure of theirs. */
  async find<T>(question: Question<T>): Promise<T> {
    const failures: NodeFailure[] = [];
    for (const { name, look } of this.#nodes) {
      try {
        return await question(look);
      } catch (error) {
        failures.push({ name, error: asTrouble(error) });
      }
    }
    throw noneWorks(failures);
  }

  #use(node: NodeStanding | undefined): void {
    node?.worked(this.#deps.clock.now());
    this.#inUse = node;
    this.#tell();
  }

  #note(node: NodeStanding, thrown: unknown) {
    const error = asTrouble(thrown);
    node.failed(error, this.#deps.clock.now());
    return error;
  }

  /** Beside the work: a node that hangs must not hold up money that another one has told. */
  #lookAtOthers(question: Question<unknown>): void {
    const now = this.#deps.clock.now();
    for (const node of this.#nodes)
      if (node !== this.#inUse && node.isDue(now)) void this.#lookAt(node, question);
  }

  async #lookAt(node: NodeStanding, question: Question<unknown>): Promise<void> {
    node.isLookedAt = true;
    try {
      await question(node.look);
      node.worked(this.#deps.clock.now());
    } catch (error) {
      this.#note(node, error);
    }
    node.isLookedAt = false;
    this.#tell();
  }

  #tell(): void {
    const nodes = this.health();
    const now = nodes.map(({ state }) => state).join();
    if (now === this.#told) return;
    this.#told = now;
    this.#deps.changed(nodes);
  }
}

/**
 * Several nodes of one network as one ledger, in order of preference. Each question goes to the first that works; when it fails, to the
 * next one at once. A node that failed is left alone for a while that doubles; then it is looked at beside the work, and used again
 * from the next question on. What continues what was read before, each node's own ledger sees to: they share their `ReadMarks`.
 */
export function preferredNodes(
  nodes: readonly [LedgerOnNode, ...LedgerOnNode[]],
  deps: PreferredNodesDeps,
): LedgerOfNodes {
  const preferred = new PreferredNodes(nodes, deps);
  const [{ ledger: anyOfThem }] = nodes;
  const { name, terms } = anyOfThem;
  return {
    ...{ name, terms },
    formatAddress: (address) => anyOfThem.formatAddress(address),
    parseAddress: (text) => anyOfThem.parseAddress(text),
    tip: () => preferred.ask((ledger) => ledger.tip()),
    readAfter: (cursor) => preferred.ask((ledger) => ledger.readAfter(cursor)),
    reconcile: (cursor, wanted) => preferred.find((ledger) => ledger.reconcile(cursor, wanted)),
    nodes: () => preferred.health(),
  };
}
