import { TanglegateError } from '@tanglegate/core/errors';
import pMap from 'p-map';
import type { AddressHex } from '../../domain/address.ts';
import type { LedgerGap } from '../../ports/ledger-gap.ts';
import type { Arrival, Reconciling } from '../../ports/ledger.ts';
import { readArrivals, type RebasedTransaction } from './read-transaction.ts';
import type { RebasedNode } from './rebased-node.ts';

/** Questions to the node at the same time. */
const AT_ONCE = 4;

type Known = ReadonlyMap<string, RebasedTransaction>;

interface Found {
  readonly known: Known;
  /** Digests that the node names, and whose transactions it has forgotten. */
  readonly unknown: readonly string[];
}

/** Some of it is known, and all that is known lies before the gap. An empty page says nothing: more may come after it. */
const isBefore = ({ known }: Found, { from }: LedgerGap): boolean =>
  known.size > 0 && [...known.values()].every(({ checkpoint }) => Number(checkpoint ?? Infinity) < from);

async function look(node: RebasedNode, digests: readonly string[]): Promise<Found> {
  const known = await node.transactions(digests);
  return { known, unknown: digests.filter((digest) => !known.has(digest)) };
}

/** Newest first, until a whole page lies before the gap: the order within an index is not promised to the transaction. */
async function* sentTo(
  address: AddressHex,
  gap: LedgerGap,
  node: RebasedNode,
): AsyncGenerator<Found, undefined> {
  let after: string | undefined;
  do {
    const page = await node.digestsTo(address, after);
    const found = await look(node, page.digests);
    yield found;
    if (found.unknown.length === 0 && isBefore(found, gap)) return;
    after = page.next;
  } while (after !== undefined);
}

/** What lies at the address tells which transactions brought it, even where they are forgotten: coins are never pruned. */
async function broughtCoins(address: AddressHex, node: RebasedNode): Promise<Found> {
  return look(node, [...new Set(await node.coinOrigins(address))]);
}

class GapReader {
  readonly #node: RebasedNode;
  readonly #wanted: Reconciling;
  readonly #inGap = new Map<string, RebasedTransaction>();
  readonly #unknown = new Set<string>();

  constructor(node: RebasedNode, wanted: Reconciling) {
    this.#node = node;
    this.#wanted = wanted;
  }

  async read(): Promise<Arrival[]> {
    const { deposits, refunds } = this.#wanted;
    await pMap(deposits, (address) => this.#readDeposits(address), { concurrency: AT_ONCE });
    await pMap(refunds, (address) => this.#readRefunds(address), { concurrency: AT_ONCE });
    await this.#requireRecorded();
    return this.#arrivals();
  }

  async #readDeposits(address: AddressHex): Promise<void> {
    for await (const found of sentTo(address, this.#wanted.gap, this.#node)) this.#take(found, true);
    this.#take(await broughtCoins(address, this.#node), true);
  }

  /** Somebody else's address: what is not known there is not our money. */
  async #readRefunds(address: AddressHex): Promise<void> {
    for await (const found of sentTo(address, this.#wanted.gap, this.#node)) {
      this.#take(found, false);
      if (isBefore(found, this.#wanted.gap)) return;
    }
  }

  #take({ known, unknown }: Found, isOurs: boolean): void {
    const { from, to } = this.#wanted.gap;
    for (const [digest, transaction] of known) {
      const position = Number(transaction.checkpoint ?? Number.NaN);
      if (position >= from && position <= to) this.#inGap.set(digest, transaction);
    }
    if (isOurs) for (const digest of unknown) this.#unknown.add(digest);
  }

  /** @throws TanglegateError `ledger-gap`: there is money of which only its being there is known */
  async #requireRecorded(): Promise<void> {
    const recorded = await this.#wanted.findRecorded([...this.#unknown]);
    const [missing, ...others] = [...this.#unknown].filter((digest) => !recorded.has(digest));
    if (missing === undefined) return;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    throw this.#cannot(
      `it does not know the transaction ${missing.slice(0, 60)}${more} any more, which reached an address of ours`,
    );
  }

  /** In the ledger's order, as far as checkpoints tell it. */
  #arrivals(): Arrival[] {
    const inOrder = [...this.#inGap.values()].sort((a, b) => Number(a.checkpoint) - Number(b.checkpoint));
    return inOrder.flatMap((transaction) => {
      const arrivals = readArrivals(transaction, Number(transaction.checkpoint));
      if (arrivals === undefined)
        throw this.#cannot(`it does not know all of transaction ${transaction.digest.slice(0, 60)}`);
      return arrivals;
    });
  }

  #cannot(why: string): TanglegateError {
    const { gap } = this.#wanted;
    return new TanglegateError('ledger-gap', `The node cannot tell what came in: ${why}.`, {
      details: { ...gap },
    });
  }
}

/**
 * What reached the addresses in a gap of the node's history, by the same rules as what is followed (`read-transaction.ts`), and under
 * the same keys. All or nothing: a node that has forgotten what brought some of the coins that lie at our addresses is not believed.
 * @throws TanglegateError `ledger-gap`, `ledger-behind`, and the node's own
 */
export async function reconcileAddresses(wanted: Reconciling, node: RebasedNode): Promise<Arrival[]> {
  const latest = await node.latest();
  if (latest < wanted.gap.to)
    throw new TanglegateError('ledger-behind', `The node stands at checkpoint ${latest}: it is behind.`);
  return new GapReader(node, wanted).read();
}
