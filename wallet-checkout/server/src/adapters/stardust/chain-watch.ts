import { TanglegateError } from '@tanglegate/core/errors';
import type { LedgerCursor } from '../../ports/ledger.ts';
import { leastPlainOutput, type StardustNetwork } from '../../domain/stardust-network.ts';
import type { Marks } from '../ledger-node/read-marks.ts';
import type { StardustInfo, StardustNode } from './stardust-node.ts';

/** A milestone that was read. */
export interface MilestoneMark {
  readonly index: number;
  readonly milestoneId: string;
}

const otherChain = (words: string): TanglegateError => new TanglegateError('ledger-other-chain', words);

/**
 * A chain's name: its network's, and the milestone that following began after. The network's name alone would not tell a private Tangle
 * from another one that was made anew under the same name.
 */
export const nameChain = ({ protocol }: StardustInfo, { index, milestoneId }: MilestoneMark): string =>
  `${protocol.networkName}@${index}:${milestoneId}`;

function readChain(chain: string): (MilestoneMark & { networkName: string }) | undefined {
  const match = /^(.+)@([0-9]{1,10}):(0x[0-9a-f]{64})$/.exec(chain);
  if (match === null) return undefined;
  const [, networkName = '', index, milestoneId = ''] = match;
  return { networkName, index: Number(index), milestoneId };
}

/** Sees to it that what a node gives is of the configured network, and continues what was read before. */
export class ChainWatch {
  readonly #node: StardustNode;
  readonly #network: StardustNetwork;
  /** Compared once, and again whenever something is strange: the node behind a URL can be replaced. */
  #known: string | undefined;
  readonly #marks: Marks;

  constructor(node: StardustNode, network: StardustNetwork, marks: Marks) {
    this.#node = node;
    this.#network = network;
    this.#marks = marks;
  }

  /**
   * The node's own words about itself; asked for with every page, for it holds the tip.
   * @throws TanglegateError `ledger-other-chain`: not the network of the settings
   */
  async info(): Promise<StardustInfo> {
    const info = await this.#node.info();
    const { networkName, bech32Hrp } = info.protocol;
    const wanted = this.#network;
    if (bech32Hrp !== wanted.bech32Hrp || networkName !== (wanted.networkName ?? networkName)) {
      const name = wanted.networkName === undefined ? '' : `${wanted.networkName}, `;
      throw otherChain(
        `The node is of network ${networkName}, with addresses ${bech32Hrp}1…, and the settings want ${name}${wanted.bech32Hrp}1…. Set TANGLEGATE_NODE_URL or TANGLEGATE_NETWORK to match.`,
      );
    }
    return info;
  }

  /** @throws TanglegateError `ledger-other-chain`: money would be counted wrongly */
  requireTerms({ protocol, baseToken }: StardustInfo): void {
    const { coin, leastOutput } = this.#network;
    if (baseToken.decimals !== coin.decimals)
      throw otherChain(
        `The node's coin has ${baseToken.decimals} decimals, and the settings say ${coin.decimals}. Set TANGLEGATE_NETWORK to the node's network.`,
      );
    const least = leastPlainOutput(protocol.rentStructure);
    if (least === leastOutput) return;
    throw otherChain(
      `The least that can be sent on the node's network is ${least} units, and the settings say ${leastOutput}. Set TANGLEGATE_STARDUST_LEAST_OUTPUT to ${least}, or TANGLEGATE_NETWORK to the node's network.`,
    );
  }

  /** @throws TanglegateError `ledger-other-chain` */
  async compareOnce(cursor: LedgerCursor, info: StardustInfo): Promise<void> {
    // Without a mark, only the chain's name can tell whether the next page continues what was read.
    if (this.#known === cursor.chain && this.#marks.at(cursor.position) !== undefined) return;
    const chain = readChain(cursor.chain);
    const { networkName } = info.protocol;
    if (chain?.networkName !== networkName)
      throw otherChain(
        `The node is of ${networkName}, and this checkout has followed ${cursor.chain}. Set TANGLEGATE_NODE_URL to a node of that one, or start with an empty TANGLEGATE_DATA.`,
      );
    this.requireTerms(info);
    const found = await this.#milestoneIdAt(chain.index, info);
    // A node that has forgotten that milestone is believed by its network's name.
    if (found !== undefined && found !== chain.milestoneId)
      throw otherChain(
        `The node's network is called ${networkName} as well, but its milestone ${chain.index} is another one than this checkout has followed: it was made anew. Set TANGLEGATE_NODE_URL to a node of the old one, or start with an empty TANGLEGATE_DATA.`,
      );
    this.#known = cursor.chain;
  }

  doubt(): void {
    this.#known = undefined;
  }

  /**
   * Milestones neither fork nor roll back: one that is not the one that was read proves another chain.
   * @param found how the node names the milestone of the cursor; undefined: it does not say
   * @throws TanglegateError `ledger-other-chain`
   */
  requireMark({ chain, position }: LedgerCursor, found: string | undefined): void {
    const read = this.#marks.at(position);
    if (read === undefined || found === undefined || found === read) return;
    throw otherChain(
      `The node's chain does not follow the milestone ${position} that was read before: the node is of another chain now. Set TANGLEGATE_NODE_URL to a node of ${chain}.`,
    );
  }

  async #milestoneIdAt(index: number, { status }: StardustInfo): Promise<string | undefined> {
    const { confirmedMilestone: tip, pruningIndex } = status;
    if (tip.index === index) return tip.milestoneId;
    if (index > tip.index || index < pruningIndex) return undefined;
    return (await this.#node.milestone(index + 1))?.previousMilestoneId;
  }
}
