import type { Script } from './scripted-node.ts';

export interface ChainOptions {
  readonly tip: number;
  readonly pruned?: number;
  readonly networkName?: string;
  readonly hrp?: string;
  readonly decimals?: number;
  readonly vByteCost?: number;
  /** Another chain of the same network's name. */
  readonly fork?: string;
  /** Plain outputs of each milestone, 300 units each to `a7…`. */
  readonly outputs?: (milestone: number) => number;
}

const hexOf = (text: string, bytes: number): string =>
  `0x${Buffer.from(text)
    .toString('hex')
    .padStart(bytes * 2, '0')}`;
export const milestoneId = (index: number, fork = ''): string => hexOf(`${index}${fork}`, 32);
/** The milestone and the number are in the id: the first two bytes, big-endian, and the third. */
export const outputId = (milestone: number, number: number): string =>
  `0x${milestone.toString(16).padStart(4, '0')}${number.toString(16).padStart(2, '0').padEnd(60, '0')}0100`;

const infoOf = (options: ChainOptions) => ({
  status: {
    confirmedMilestone: { index: options.tip, milestoneId: milestoneId(options.tip, options.fork) },
    pruningIndex: options.pruned ?? 0,
  },
  protocol: {
    networkName: options.networkName ?? 'our-tangle',
    bech32Hrp: options.hrp ?? 'tst',
    rentStructure: { vByteCost: options.vByteCost ?? 500, vByteFactorData: 1, vByteFactorKey: 10 },
  },
  baseToken: { decimals: options.decimals ?? 6 },
});

const outputOf = (id: string) => ({
  metadata: {
    transactionId: id.slice(0, 66),
    milestoneIndexBooked: Number.parseInt(id.slice(2, 6), 16),
    milestoneTimestampBooked: 1_795_466_590,
  },
  output: {
    type: 3,
    amount: '300',
    unlockConditions: [{ type: 0, address: { type: 0, pubKeyHash: `0x${'a7'.repeat(32)}` } }],
  },
});

/** A node of a made-up chain: each milestone names the one before. */
export function chainScript(options: ChainOptions): Script {
  const { tip, pruned = 0, fork, outputs = () => 0 } = options;
  return (path) => {
    if (path === 'info') return infoOf(options);
    const [, index = '', changes] = /^milestones\/by-index\/([0-9]+)(\/utxo-changes)?$/.exec(path) ?? [];
    if (index === '') return path.startsWith('outputs/') ? outputOf(path.slice('outputs/'.length)) : 404;
    const milestone = Number(index);
    if (milestone <= pruned || milestone > tip) return 404;
    if (changes === undefined)
      return { index: milestone, previousMilestoneId: milestoneId(milestone - 1, fork) };
    const createdOutputs = Array.from({ length: outputs(milestone) }, (_, i) => outputId(milestone, i));
    return { index: milestone, createdOutputs };
  };
}
