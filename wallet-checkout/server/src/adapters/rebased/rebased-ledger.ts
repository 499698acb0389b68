import { TanglegateError } from '@tanglegate/core/errors';
import { ledgerUnits, MAX_LEDGER_UNITS } from '@tanglegate/core/money';
import { addressHex, type AddressHex } from '../../domain/address.ts';
import type { Arrival, Ledger, LedgerCursor, LedgerPage, NetworkTerms } from '../../ports/ledger.ts';
import { ReadMarks, type Marks } from '../ledger-node/read-marks.ts';
import { ChainWatch } from './chain-watch.ts';
import { readArrivals } from './read-transaction.ts';
import { reconcileAddresses } from './reconcile-addresses.ts';
import type { Checkpoint, RebasedNode } from './rebased-node.ts';

/**
 * 1 IOTA = 10⁹ nanos. A coin of a single nano can be sent and owned: Rebased has no least deposit, the sender pays gas apart. So
 * nothing is dust here: every shortfall can be paid, and every surplus be sent back, if the organiser finds it worth the gas.
 */
const REBASED_TERMS: NetworkTerms = {
  coin: { symbol: 'IOTA', decimals: 9 },
  leastOutput: ledgerUnits(1n),
  mostPayable: ledgerUnits(MAX_LEDGER_UNITS),
};

/** A wallet shows `0x` and 64 hex digits. @throws TanglegateError `address-malformed` */
function parseRebasedAddress(text: string): AddressHex {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return addressHex(text);
  throw new TanglegateError(
    'address-malformed',
    'This is no address of this network. Copy it from your wallet, where it is called Receive: 0x and 64 letters and digits.',
  );
}

type Known = Awaited<ReturnType<RebasedNode['transactions']>>;

/** Undefined while the node does not know all of its own checkpoint: an index may lag behind. */
function arrivalsOf({ digests, position }: Checkpoint, known: Known): Arrival[] | undefined {
  const arrivals: Arrival[] = [];
  for (const digest of digests) {
    const transaction = known.get(digest);
    const read = transaction && readArrivals(transaction, position);
    if (read === undefined) return undefined;
    arrivals.push(...read);
  }
  return arrivals;
}

interface Reading {
  readonly node: RebasedNode;
  readonly watch: ChainWatch;
  readonly marks: Marks;
}

function pageTo(last: Checkpoint | undefined, page: Omit<LedgerPage, 'ledgerAt'>, marks: Marks): LedgerPage {
  if (last !== undefined) marks.remember(last.position, last.digest);
  return last?.ledgerAt === undefined ? page : { ...page, ledgerAt: last.ledgerAt };
}

async function readPage(cursor: LedgerCursor, { node, watch, marks }: Reading): Promise<LedgerPage> {
  const { checkpoints, hasMore } = await node.checkpointsAfter(cursor.position);
  const { checkpoints: fresh, isCut } = await watch.continuing(cursor, checkpoints);
  const known = await node.transactions([...new Set(fresh.flatMap(({ digests }) => digests))]);
  const arrivals: Arrival[] = [];
  let last: Checkpoint | undefined;
  for (const checkpoint of fresh) {
    const read = arrivalsOf(checkpoint, known);
    if (read === undefined) {
      if (last !== undefined) return pageTo(last, { position: last.position, arrivals, atTip: false }, marks);
      throw new TanglegateError(
        'ledger-incomplete',
        `The node does not yet know every transaction of its checkpoint ${checkpoint.position}.`,
      );
    }
    arrivals.push(...read);
    last = checkpoint;
  }
  const position = last?.position ?? cursor.position;
  return pageTo(last, { position, arrivals, atTip: !hasMore && !isCut }, marks);
}

/** @param marks shared with the ledgers of other nodes that the same follower reads */
export function rebasedLedger(node: RebasedNode, marks: Marks = new ReadMarks()): Ledger {
  const watch = new ChainWatch(node, marks);
  return {
    name: 'rebased',
    terms: REBASED_TERMS,
    formatAddress: (address) => `0x${address}`,
    parseAddress: parseRebasedAddress,
    async tip() {
      const chain = await node.chain();
      return { chain, position: await node.latest() };
    },
    async readAfter(cursor) {
      await watch.compareOnce(cursor);
      try {
        return await readPage(cursor, { node, watch, marks });
      } catch (error) {
        watch.doubt();
        throw error;
      }
    },
    async reconcile(cursor, wanted) {
      await watch.compare(cursor);
      return reconcileAddresses(wanted, node);
    },
  };
}
