import { SECOND, type Millis } from '@tanglegate/core/clock';
import type { NodeHealth, ReadSoFar } from '../ports/ledger-health.ts';

const stateWords: Readonly<Record<NodeHealth['state'], string>> = {
  'in-use': 'in use',
  'standing-by': 'standing by',
  'not-asked': 'not asked yet',
  failing: 'failing',
  behind: 'behind',
  'other-network': 'of another network',
  pruned: 'has forgotten what comes next',
};

function oneNode(node: NodeHealth, number: number): string {
  const words = `${number}. ${node.name}, ${stateWords[node.state]}`;
  if (!('since' in node)) return `${words}.`;
  return `${words} since ${new Date(node.since).toISOString()}: ${node.why}`;
}

/** Where several nodes are set, each with how it is. */
export function nodeWords(nodes: readonly NodeHealth[]): string[] {
  const [first, ...others] = nodes;
  if (first === undefined || (others.length === 0 && first.state !== 'in-use')) return [];
  if (others.length === 0) return [`Node: ${first.name}.`];
  return ['Nodes in order of preference:', ...nodes.map((node, i) => oneNode(node, i + 1))];
}

/** How far the ledger was read, and how far that is behind. */
export function readWords(read: ReadSoFar | undefined, now: Millis): string[] {
  if (read === undefined) return [];
  const { position, ledgerAt, atTip } = read;
  const end = atTip ? ', the end of what the node has' : ', and there is more';
  if (ledgerAt === undefined) return [`Read up to ${position}${end}.`];
  const seconds = Math.max(0, Math.round((now - ledgerAt) / SECOND));
  return [`Read up to ${position}${end}: ${seconds} s ago by the ledger's clock.`];
}

/** That payments are seen by another node than the first one, and why. */
export function fallbackOf(
  nodes: readonly NodeHealth[],
): { node: string; since: Millis; why: string } | undefined {
  const [first] = nodes;
  const inUse = nodes.find(({ state }) => state === 'in-use');
  if (first === undefined || inUse === undefined || !('since' in first)) return undefined;
  return { node: inUse.name, since: first.since, why: first.why };
}
