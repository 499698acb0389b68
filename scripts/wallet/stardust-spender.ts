import { Ed25519Address, Utils } from '@iota/sdk-wasm/node/lib/index.js';
import { TanglegateError } from '@tanglegate/core/errors';
import type { Fate, Payment, SignedTransaction, Spender } from './spender.ts';
import { stardustNode, type FoundOutput, type StardustNode } from './stardust-node.ts';
import {
  amountsOf,
  MOST_INPUTS,
  payloadOf,
  signStardust,
  spentBy,
  type SignedInput,
} from './stardust-transaction.ts';
import type { WalletKeys, WalletPlace } from './wallet-keys.ts';

export interface StardustMoney {
  /** The network's least storage deposit of a plain output. */
  readonly leastOutput: bigint;
  /** Ids of outputs that came to this address, spent since or not. @param address 64 hex digits */
  readonly outputsAt: (address: string) => readonly string[];
}

/** An address seldom has more than one output: with room for some that have. */
const ADDRESSES_AT_ONCE = 100;

const sum = (some: readonly { readonly amount: bigint }[]): bigint =>
  some.reduce((total, { amount }) => total + amount, 0n);

/** Undefined: simply money, and this address's alone. The server counts the same, but for tokens: what sweeps them would burn them. */
function whyNotPlain({ type, unlockConditions, nativeTokens }: FoundOutput['output'], address: string) {
  const [condition, ...more] = unlockConditions;
  if (type !== 3) return 'is no basic output';
  if (condition?.type !== 0 || condition.address?.pubKeyHash !== `0x${address}`)
    return 'is another address’s';
  if (more.length > 0) return 'is locked, expires or must be paid back in part';
  return nativeTokens.length > 0 ? 'holds native tokens beside the coin' : undefined;
}

/** Finds what can be spent, by the ids that it is told. */
class Outputs {
  readonly #node: StardustNode;
  readonly #outputsAt: StardustMoney['outputsAt'];
  /** By output id. */
  readonly odd = new Map<string, string>();

  constructor(node: StardustNode, outputsAt: StardustMoney['outputsAt']) {
    this.#node = node;
    this.#outputsAt = outputsAt;
  }

  /** The largest first, and as many as one transaction takes: dust that somebody sends must not keep the rest from moving. */
  async unspent(places: readonly { readonly address: string; readonly place: WalletPlace }[]) {
    const inputs: SignedInput[] = [];
    for (const { address, place } of places)
      for (const outputId of new Set(this.#outputsAt(address))) {
        const found = await this.#node.output(outputId);
        if (found === undefined || found.metadata.isSpent) continue;
        const { output } = found;
        const why = whyNotPlain(output, address);
        if (why === undefined)
          inputs.push({ outputId, place, address, amount: BigInt(output.amount), output });
        else this.odd.set(outputId, why);
      }
    inputs.sort((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0));
    return inputs.slice(0, MOST_INPUTS);
  }
}

/** Follows what was sent, block by block. */
class Sending {
  readonly #node: StardustNode;
  /** The newest block with each transaction, of those that this run posted. */
  readonly #blocks = new Map<string, string>();

  constructor(node: StardustNode) {
    this.#node = node;
  }

  async send(transaction: SignedTransaction): Promise<void> {
    this.#blocks.set(transaction.id, await this.#node.post(payloadOf(transaction)));
  }

  /**
   * An output of it in the ledger: a confirmed milestone has booked it, and none rolls back. An input spent by another: never.
   * Everything else may still come, since anybody can post the same payload again: it is never given up.
   */
  async fateOf(transaction: SignedTransaction): Promise<Fate> {
    const { id } = transaction;
    const made = await this.#node.output(Utils.computeOutputId(id, 0));
    if (made !== undefined) return { state: 'final', spent: amountsOf(transaction) };
    for (const outputId of spentBy(transaction)) {
      const input = await this.#node.output(outputId);
      if (input === undefined) return { state: 'pending' };
      const { isSpent, transactionIdSpent } = input.metadata;
      if (isSpent && transactionIdSpent === id) return { state: 'final', spent: amountsOf(transaction) };
      if (isSpent && transactionIdSpent !== undefined) return { state: 'dead' };
    }
    const blockId = this.#blocks.get(id);
    const block = blockId === undefined ? undefined : await this.#node.block(blockId);
    const isOver = block === undefined || block.shouldReattach === true;
    return { state: isOver || block.referencedByMilestoneIndex !== undefined ? 'unknown' : 'pending' };
  }
}

async function chainOf(node: StardustNode, like: string): Promise<string> {
  const { status, protocol } = await node.info();
  const { index: tip, milestoneId: tipId } = status.confirmedMilestone;
  const [, name, text = '', wanted] = /^(.+)@([0-9]{1,10}):(0x[0-9a-f]{64})$/.exec(like) ?? [];
  const index = Number(text);
  const named = (at: number, id: string): string => `${protocol.networkName}@${at}:${id}`;
  if (name !== protocol.networkName || index > tip) return named(tip, tipId ?? 'no milestone yet');
  const found = index === tip ? tipId : await node.previousMilestoneId(index + 1);
  // A node that has forgotten that milestone is believed by its network's name, as the server believes it.
  return named(index, found ?? wanted ?? '');
}

function parseAddress(text: string, hrp: string): string {
  const isOurs = text.startsWith(`${hrp}1`) && Utils.isAddressValid(text);
  const address = isOurs ? Utils.parseBech32Address(text) : undefined;
  if (address instanceof Ed25519Address) return address.pubKeyHash.slice(2);
  throw new TanglegateError(
    'address-malformed',
    `"${text.slice(0, 80)}" is no address of a wallet of this network: they begin with ${hrp}1.`,
  );
}

/** What is left must be able to stand as an output of its own, or be nothing. */
function changeOf(
  balance: bigint,
  payments: readonly { readonly amount: bigint }[],
  least: bigint,
): bigint | undefined {
  const change = balance - sum(payments);
  const fits = change === 0n || change >= least;
  return fits && payments.every(({ amount }) => amount >= least) ? change : undefined;
}

type Signing = Pick<Spender, 'signSweep' | 'signPayments'>;

function signing(
  outputs: Outputs,
  { networkName, leastOutput }: { readonly networkName: string; readonly leastOutput: bigint },
): Signing {
  const at = (keys: WalletKeys, place: WalletPlace) => ({ place, address: keys.address(place) });
  return {
    async signSweep(keys, places, to) {
      const inputs = await outputs.unspent(places.map((place) => at(keys, place)));
      if (inputs.length === 0) return undefined;
      return signStardust(keys.mnemonic, networkName, inputs, [{ to, amount: sum(inputs) }]);
    },
    async signPayments(keys, place, payments) {
      const inputs = await outputs.unspent([at(keys, place)]);
      const change = changeOf(sum(inputs), payments, leastOutput);
      if (change === undefined)
        throw new TanglegateError(
          'too-little-there',
          'What was at the address is not all there any more, so nothing was signed. Run the same command again.',
        );
      const rest: Payment[] = change === 0n ? [] : [{ to: keys.address('purse'), amount: change }];
      return signStardust(keys.mnemonic, networkName, inputs, [...payments, ...rest]);
    },
  };
}

/**
 * IOTA Stardust over a node's REST API, signed offline by the SDK. Change goes to the purse: back at a deposit address, the server would
 * count it as a payment. @param url without a path
 */
export async function openStardustSpender(
  url: string,
  { leastOutput, outputsAt }: StardustMoney,
): Promise<Spender> {
  const node = stardustNode(url);
  const { networkName, bech32Hrp } = (await node.info()).protocol;
  const outputs = new Outputs(node, outputsAt);
  const sending = new Sending(node);
  const formatAddress = (address: string): string => Utils.hexToBech32(`0x${address}`, bech32Hrp);
  return {
    ...signing(outputs, { networkName, leastOutput }),
    chain: (like) => chainOf(node, like),
    balance: async (address) => sum(await outputs.unspent([{ address, place: 'purse' }])),
    leftAlone: () => [...outputs.odd].map(([id, why]) => `Output ${id} is left alone: it ${why}.`),
    sweepAtOnce: ADDRESSES_AT_ONCE,
    send: (transaction) => sending.send(transaction),
    fateOf: (transaction) => sending.fateOf(transaction),
    leftAfter: ({ place, balance }, payments) => {
      const change = changeOf(balance, payments, leastOutput);
      return change === undefined || place === 'purse' ? change : 0n;
    },
    howToGather: () => 'npm run sweep -- --to purse',
    formatAddress,
    parseAddress: (text) => parseAddress(text, bech32Hrp),
  };
}
