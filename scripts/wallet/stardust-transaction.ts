import type { PreparedTransactionData } from '@iota/sdk-wasm/node/lib/index.js';
import { CoinType, SecretManager, Utils } from '@iota/sdk-wasm/node/lib/index.js';
import { blake2b } from '@noble/hashes/blake2';
import { z } from 'zod';
import type { Payment, SignedTransaction, Spent } from './spender.ts';
import { DEPOSITS, PURSE, type WalletPlace } from './wallet-keys.ts';

/** A plain output that is to be spent, and where its key is. */
interface PlainOutput {
  readonly outputId: string;
  readonly place: WalletPlace;
  /** 64 hex digits. */
  readonly address: string;
  readonly amount: bigint;
}

/** TIP-20: at most so many inputs, and so many outputs. */
export const MOST_INPUTS = 128;

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const bytesSchema = z.object({
  payload: z.looseObject({
    essence: z.looseObject({
      inputs: z.array(z.object({ transactionId: hash, transactionOutputIndex: z.int() })).min(1),
      outputs: z.array(
        z.looseObject({
          unlockConditions: z.tuple([z.object({ address: z.object({ pubKeyHash: hash }) })]),
        }),
      ),
    }),
  }),
  spends: z.array(z.object({ address: z.string(), amount: z.string() })),
});

/** What we wrote into the journal ourselves. */
const parseBytes = ({ bytes }: SignedTransaction) => bytesSchema.parse(JSON.parse(bytes));

/** As a block carries it. */
export const payloadOf = (transaction: SignedTransaction): object => parseBytes(transaction).payload;

/** Ids of the outputs that it spends. */
export const spentBy = (transaction: SignedTransaction): string[] =>
  parseBytes(transaction).payload.essence.inputs.map(({ transactionId, transactionOutputIndex }) =>
    Utils.computeOutputId(transactionId, transactionOutputIndex),
  );

/** Ids of the outputs that it makes at this address. */
export const madeBy = (transaction: SignedTransaction, address: string): string[] =>
  parseBytes(transaction).payload.essence.outputs.flatMap(({ unlockConditions: [{ address: to }] }, index) =>
    to.pubKeyHash === `0x${address}` ? [Utils.computeOutputId(transaction.id, index)] : [],
  );

/** What leaves each address with it: nothing is paid for sending. */
export const amountsOf = (transaction: SignedTransaction): Spent[] =>
  parseBytes(transaction).spends.map(({ address, amount }) => ({ address, amount: BigInt(amount) }));

/** With the output as the node has it: what is signed commits to every byte of it. */
export interface SignedInput extends PlainOutput {
  readonly output: object;
}

function sumByAddress(inputs: readonly PlainOutput[]): { address: string; amount: string }[] {
  const sums = new Map<string, bigint>();
  for (const { address, amount } of inputs) sums.set(address, (sums.get(address) ?? 0n) + amount);
  return [...sums].map(([address, amount]) => ({ address, amount: amount.toString() }));
}

const plainOutput = ({ to, amount }: Payment): object => ({
  type: 3,
  amount: amount.toString(),
  unlockConditions: [{ type: 0, address: { type: 0, pubKeyHash: `0x${to}` } }],
});

/** TIP-20: the first eight bytes of the name's BLAKE2b-256, little-endian. */
function networkIdOf(networkName: string): string {
  const digest = blake2b(new TextEncoder().encode(networkName), { dkLen: 32 });
  return new DataView(digest.buffer, digest.byteOffset).getBigUint64(0, true).toString();
}

const chainOf = (place: WalletPlace) => ({
  ...{ coinType: CoinType.IOTA, change: 0 },
  ...(place === 'purse' ? { account: PURSE, addressIndex: 0 } : { account: DEPOSITS, addressIndex: place }),
});

/** TIP-20: an output id is the transaction's id and its index, 127 at most, as a little-endian 16-bit integer. */
const splitOutputId = (outputId: string) => ({
  transactionId: outputId.slice(0, 66),
  transactionOutputIndex: Number.parseInt(outputId.slice(66, 68), 16),
});

function inputData({ outputId, place, output }: SignedInput): object {
  const { transactionId, transactionOutputIndex: outputIndex } = splitOutputId(outputId);
  const nowhere = { blockId: `0x${'00'.repeat(32)}`, milestoneIndexBooked: 0, milestoneTimestampBooked: 0 };
  const outputMetadata = { ...nowhere, transactionId, outputIndex, isSpent: false, ledgerIndex: 0 };
  return { output, outputMetadata, chain: chainOf(place) };
}

/**
 * Signed by the SDK, which asks nobody: the same inputs and outputs give the same id every time, whichever block carries them.
 * @param payments all that the inputs hold together, to the unit
 */
export async function signStardust(
  mnemonic: string,
  networkName: string,
  inputs: readonly SignedInput[],
  payments: readonly Payment[],
): Promise<SignedTransaction> {
  const spent = inputs.map(({ output }) => output);
  const prepared = {
    essence: {
      type: 1,
      networkId: networkIdOf(networkName),
      // The bindings declare classes and send JSON: what they are given only has to have the node's form. So below.
      inputsCommitment: Utils.computeInputsCommitment(
        spent as unknown as Parameters<typeof Utils.computeInputsCommitment>[0],
      ),
      inputs: inputs.map(({ outputId }) => ({ type: 0, ...splitOutputId(outputId) })),
      outputs: payments.map(plainOutput),
    },
    inputsData: inputs.map(inputData),
  };
  const payload = await new SecretManager({ mnemonic }).signTransaction(
    prepared as unknown as PreparedTransactionData,
  );
  const bytes = JSON.stringify({ payload, spends: sumByAddress(inputs) });
  return { id: Utils.transactionId(payload), bytes, signature: '' };
}
