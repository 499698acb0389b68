import { SECOND, type Clock, type Millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { NodeHealth } from '../../ports/ledger-health.ts';
import type { Ledger, LedgerCursor, LedgerOfNodes, LedgerPage } from '../../ports/ledger.ts';
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

/** The longest that a node may tell nothing new while another one has more. The network itself pauses for seconds, at an epoch's end. */
const STANDING_STILL_MS = 30 * SECOND;

/** Since when the node in use has told nothing new. */
interface Progress {
  readonly node: NodeStanding;
  readonly position: number;
  readonly since: Millis;
}

const ignore = (): void => undefined;

class PreferredNodes {
  readonly #nodes: readonly NodeStanding[];
  readonly #deps: PreferredNodesDeps;
  #inUse: NodeStanding | undefined;
  #told = '';
  #progress: Progress | undefined;

  constructor(nodes: readonly LedgerOnNode[], deps: PreferredNodesDeps) {
    this.#nodes = nodes.map((node) => new NodeStanding(node, deps.random));
    this.#deps = deps;
  }

  health(): NodeHealth[] {
    return this.#nodes.map((node) => node.health(node === this.#inUse));
  }

  /** Those that failed come last: they are asked all the same before anybody is told that no node works. */
  async ask<T>(question: Question<T>, looked: (answer: T, node: string) => void = ignore): Promise<T> {
    const failed = new Map<NodeStanding, NodeFailure>();
    const inOrder = [...this.#nodes].sort((a, b) => Number(b.isReady) - Number(a.isReady));
    for (const node of inOrder) {
      try {
        const answer = await question(node.ledger);
        this.#use(node);
        this.#lookAtOthers(question, looked);
        return answer;
      } catch (error) {
        failed.set(node, { name: node.name, error: this.#note(node, error) });
      }
    }
    this.#use(undefined);
    throw noneWorks(this.#nodes.flatMap((node) => failed.get(node) ?? []));
  }

  async readAfter(cursor: LedgerCursor): Promise<LedgerPage> {
    const page = await this.ask(
      (ledger) => ledger.readAfter(cursor),
      (theirs, node) => {
        this.#compareProgress(theirs, node);
      },
    );
    const { node, position } = this.#progress ?? {};
    if (this.#inUse !== undefined && (node !== this.#inUse || position !== page.position))
      this.#progress = { node: this.#inUse, position: page.position, since: this.#deps.clock.now() };
    return page;
  }

  /** A node that is stuck answers well: only another one's answer tells that there is more. */
  #compareProgress({ position }: LedgerPage, other: string): void {
    const still = this.#progress;
    const now = this.#deps.clock.now();
    if (still === undefined || still.node !== this.#inUse || position <= still.position) return;
    if (now - still.since < STANDING_STILL_MS) return;
    const words = `The node stands still at ${still.position}, and ${other} has more: it is behind.`;
    this.#note(still.node, new TanglegateError('ledger-behind', words));
    this.#progress = undefined;
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
  #lookAtOthers<T>(question: Question<T>, looked: (answer: T, node: string) => void): void {
    const now = this.#deps.clock.now();
    for (const node of this.#nodes)
      if (node !== this.#inUse && node.isDue(now)) void this.#lookAt(node, question, looked);
  }

  async #lookAt<T>(
    node: NodeStanding,
    question: Question<T>,
    looked: (answer: T, node: string) => void,
  ): Promise<void> {
    node.isLookedAt = true;
    try {
      const answer = await question(node.look);
      node.worked(this.#deps.clock.now());
      looked(answer, node.name);
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
    readAfter: (cursor) => preferred.readAfter(cursor),
    reconcile: (cursor, wanted) => preferred.find((ledger) => ledger.reconcile(cursor, wanted)),
    nodes: () => preferred.health(),
  };
}
