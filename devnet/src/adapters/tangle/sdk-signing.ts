import type { PreparedTransactionData, TransactionPayload } from '@iota/sdk-wasm/node/lib/index.js';
import { CoinType, Ed25519Address, SecretManager, Utils } from '@iota/sdk-wasm/node/lib/index.js';
import { blake2b } from '@noble/hashes/blake2';
import type { Hex } from '../../domain/tangle/hex.ts';
import type { TangleOutput } from '../../domain/tangle/output.ts';
import type { OwnOutput, TangleKey } from '../../ports/tangle-wallet.ts';

/** m/44'/4218'/0'/0'/0': the first address of an IOTA wallet. */
const CHAIN = { coinType: CoinType.IOTA, account: 0, change: 0, addressIndex: 0 };

export function makeMnemonic(): string {
  return Utils.generateMnemonic();
}

export async function addressOf(mnemonic: string, bech32Hrp: string): Promise<string> {
  const [address] = await new SecretManager({ mnemonic }).generateEd25519Addresses({
    coinType: CoinType.IOTA,
    bech32Hrp,
    range: { start: 0, end: 1 },
  });
  if (address === undefined) throw new Error('the SDK gave no address');
  return address;
}

/** The hash in a plain (Ed25519) address of this network; undefined for everything else. */
export function readPlainAddress(text: string, bech32Hrp: string): Hex | undefined {
  if (!text.startsWith(`${bech32Hrp}1`) || !Utils.isAddressValid(text)) return undefined;
  const address = Utils.parseBech32Address(text);
  if (!(address instanceof Ed25519Address)) return undefined;
  return address.pubKeyHash as Hex; // The SDK calls every hexadecimal text a string.
}

export async function openKey(
  mnemonic: string,
  network: { readonly networkName: string; readonly bech32Hrp: string },
): Promise<TangleKey> {
  const secrets = new SecretManager({ mnemonic });
  const address = await addressOf(mnemonic, network.bech32Hrp);
  const pubKeyHash = readPlainAddress(address, network.bech32Hrp);
  if (pubKeyHash === undefined) throw new Error('the SDK made an address that it cannot read');
  return {
    address,
    pubKeyHash,
    outputId: (transactionId, index) => Utils.computeOutputId(transactionId, index) as Hex, // As above.
    sign: async (inputs, outputs) => {
      const payload = await secrets.signTransaction(prepare(network.networkName, inputs, outputs));
      return {
        payload: JSON.parse(JSON.stringify(payload)) as TransactionPayload, // The same, without its class.
        transactionId: Utils.transactionId(payload) as Hex, // As above.
      };
    },
  };
}

function prepare(
  networkName: string,
  inputs: readonly OwnOutput[],
  outputs: readonly TangleOutput[],
): PreparedTransactionData {
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
      outputs,
    },
    inputsData: inputs.map(({ outputId, output }) => {
      const { transactionId, transactionOutputIndex } = splitOutputId(outputId);
      return {
        output,
        outputMetadata: {
          blockId: `0x${'00'.repeat(32)}`,
          transactionId,
          outputIndex: transactionOutputIndex,
          isSpent: false,
          milestoneIndexBooked: 0,
          milestoneTimestampBooked: 0,
          ledgerIndex: 0,
        },
        chain: CHAIN,
      };
    }),
  };
  return prepared as unknown as PreparedTransactionData;
}

/** TIP-20: the first eight bytes of the name's BLAKE2b-256, little-endian. */
function networkIdOf(networkName: string): string {
  const hash = blake2b(new TextEncoder().encode(networkName), { dkLen: 32 });
  return new DataView(hash.buffer, hash.byteOffset).getBigUint64(0, true).toString();
}

/** TIP-20: an output id is the transaction's id and its index, 127 at most, as a little-endian 16-bit integer. */
function splitOutputId(outputId: Hex): { transactionId: Hex; transactionOutputIndex: number } {
  return {
    transactionId: outputId.slice(0, 66) as Hex, // It still starts with 0x.
    transactionOutputIndex: Number.parseInt(outputId.slice(66, 68), 16),
  };
}
