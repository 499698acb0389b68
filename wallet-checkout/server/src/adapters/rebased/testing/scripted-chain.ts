import { recorded, type Exchange, type Script } from './scripted-node.ts';

/** The chain's name, as the recorded node has it. */
export const CHAIN = '59fb7f45';
const chainAnswer = recorded('iota_getChainIdentifier').response;

export interface ChainOptions {
  /** Another history of the same chain's name. */
  readonly fork?: string;
  /** Another chain's name. */
  readonly chain?: string;
  /** The number of a checkpoint whose transaction the node does not know. */
  readonly unknown?: number;
  /** Checkpoints in a page. */
  readonly pageSize?: number;
  /** What the transaction of a checkpoint has changed. */
  readonly changes?: (checkpoint: number) => object[];
}

/** 32 bytes in base 58, as the SDK demands: each 1 is a zero byte, five such letters are four bytes. */
const digestOf = (n: number): string =>
  '1'.repeat(28) +
  String(n)
    .padStart(5, '0')
    .replace(/[0-9]/g, (digit) => 'ABCDEFGHJK'.charAt(Number(digit)));

const checkpoint = (n: number, fork = '') => ({
  sequenceNumber: String(n),
  digest: `C${n}${fork}`,
  previousDigest: `C${n - 1}${fork}`,
  timestampMs: String(n * 1_000),
  transactions: [digestOf(n)],
});

/** Without `changes`, nobody is paid. */
function transactionOf(n: number, { changes = () => [] }: ChainOptions) {
  return {
    digest: digestOf(n),
    checkpoint: String(n),
    timestampMs: String(n * 1_000),
    effects: { status: { status: 'success' } },
    balanceChanges: changes(n),
  };
}

const unknownDigest: Exchange['response'] = {
  error: { code: -32602, message: 'unable to derive balance changes because effect is empty' },
};

/** A node of a made-up chain that has checkpoints `first` to `last`, each with one transaction. */
export function chain(first: number, last: number, options: ChainOptions = {}): Script {
  const { fork, pageSize = 100, unknown } = options;
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const numberOf = new Map(numbers.map((n) => [digestOf(n), n]));
  return (method, [one]) => {
    if (method === 'iota_getChainIdentifier')
      return options.chain === undefined ? chainAnswer : { result: options.chain };
    if (method === 'iota_getLatestCheckpointSequenceNumber') return { result: String(last) };
    if (method === 'iota_getCheckpoint')
      return Number(one) < first || Number(one) > last
        ? {
            error: {
              code: -32600,
              message: `Verified checkpoint not found for sequence number: ${String(one)}`,
            },
          }
        : { result: checkpoint(Number(one), fork) };
    if (method === 'iota_getCheckpoints') {
      // As a full node reckons: what was forgotten is left out of its page, and a cursor at or past the tip gives the tip.
      const start = Math.min(Number(one) + 1, last);
      const data = numbers.filter((n) => n >= start && n < start + pageSize);
      const hasNextPage = start + pageSize <= last;
      return { result: { data: data.map((n) => checkpoint(n, fork)), nextCursor: null, hasNextPage } };
    }
    const found = (one as string[]).map((digest) => numberOf.get(digest));
    if (found.some((n) => n === undefined || n === unknown)) return unknownDigest;
    return { result: found.map((n) => transactionOf(n ?? 0, options)) };
  };
}
