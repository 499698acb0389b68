import { bcs } from '@iota/iota-sdk/bcs';
import { TransactionDataBuilder } from '@iota/iota-sdk/transactions';
import { fromBase64, normalizeIotaAddress } from '@iota/iota-sdk/utils';
import { verifyTransactionSignature } from '@iota/iota-sdk/verify';
import { messageOf } from '@tanglegate/core/errors';
import { canonicalCoinType } from '../domain/coin-type.ts';
import { Refused } from '../domain/refused.ts';
import type { Argument, Command, Input } from '../domain/transaction.ts';
import type { TransactionCodec } from '../ports/transaction-codec.ts';

type Builder = ReturnType<typeof TransactionDataBuilder.fromBytes>;
type SdkInput = Builder['inputs'][number];
type SdkCommand = Builder['commands'][number];
type SdkArgument = Parameters<Parameters<Builder['mapArguments']>[0]>[0];

/** Reads and checks transactions with the SDK's own types and functions. */
export const sdkCodec: TransactionCodec = {
  read(bytes) {
    const data = parse(bytes);
    const { sender, gasData, expiration } = data;
    const { payment, owner, price, budget } = gasData;
    if (sender === null || payment === null || owner === null || price === null || budget === null) {
      throw malformed('it names no sender, payment, price or budget');
    }
    return {
      digest: TransactionDataBuilder.getDigestFromBytes(bytes),
      sender: normalizeIotaAddress(sender),
      gas: {
        payment: payment.map(reference),
        owner: normalizeIotaAddress(owner),
        price: BigInt(price),
        budget: BigInt(budget),
      },
      inputs: data.inputs.map(readInput),
      commands: data.commands.map(readCommand),
      lastEpoch: expiration?.$kind === 'Epoch' ? Number(expiration.Epoch) : undefined,
    };
  },

  async checkSignatures({ sender, gas }, { bytes, signatures }) {
    const expected = new Set([sender, gas.owner]);
    if (signatures.length !== expected.size) {
      throw badSignature(`Expect ${expected.size} signer signatures but got ${signatures.length}`);
    }
    for (const signature of signatures) {
      const key = await verifyTransactionSignature(bytes, signature).catch(() => {
        throw badSignature(
          'Signature is not valid: Fail to verify user sig Invalid signature was given to the function',
        );
      });
      expected.delete(key.toIotaAddress());
    }
    const [missing] = expected;
    if (missing !== undefined) throw badSignature(`Required Signature from ${missing} is absent`);
  },
};

function parse(bytes: Uint8Array): Builder {
  try {
    const data = TransactionDataBuilder.fromBytes(bytes);
    const again = data.build();
    // BCS is canonical: bytes that do not come back are another transaction's, or have something after their end.
    if (Buffer.compare(again, bytes) !== 0) throw malformed('its bytes are not canonical BCS');
    return data;
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw malformed(messageOf(error));
  }
}

function readInput(input: SdkInput): Input {
  if (input.$kind === 'Pure') return { kind: 'pure', bytes: fromBase64(input.Pure.bytes) };
  if (input.$kind === 'Object' && input.Object.$kind === 'ImmOrOwnedObject') {
    return { kind: 'owned', ref: reference(input.Object.ImmOrOwnedObject) };
  }
  return { kind: 'unsupported', name: input.$kind === 'Object' ? input.Object.$kind : input.$kind };
}

function readCommand(command: SdkCommand): Command {
  switch (command.$kind) {
    case 'SplitCoins': {
      const { coin, amounts } = command.SplitCoins;
      return { kind: 'SplitCoins', coin: readArgument(coin), amounts: amounts.map(readArgument) };
    }
    case 'MergeCoins': {
      const { destination, sources } = command.MergeCoins;
      return { kind: 'MergeCoins', into: readArgument(destination), sources: sources.map(readArgument) };
    }
    case 'TransferObjects': {
      const { objects, address } = command.TransferObjects;
      return { kind: 'TransferObjects', objects: objects.map(readArgument), to: readArgument(address) };
    }
    case 'MoveCall': {
      const call = command.MoveCall;
      return {
        kind: 'MoveCall',
        target: `${shortAddress(call.package)}::${call.module}::${call.function}`,
        typeArguments: call.typeArguments,
        arguments: call.arguments.map(readArgument),
      };
    }
    case 'MakeMoveVec':
    case 'Publish':
    case 'Upgrade':
    case '$Intent':
      return { kind: 'unsupported', name: command.$kind };
  }
}

function readArgument(argument: SdkArgument): Argument {
  switch (argument.$kind) {
    case 'GasCoin':
      return { kind: 'GasCoin' };
    case 'Input':
      return { kind: 'Input', index: argument.Input };
    case 'Result':
      return { kind: 'Result', command: argument.Result };
    case 'NestedResult':
      return { kind: 'NestedResult', command: argument.NestedResult[0], index: argument.NestedResult[1] };
  }
}

function reference(ref: { objectId: string; version: string | number; digest: string }) {
  return { objectId: normalizeIotaAddress(ref.objectId), version: Number(ref.version), digest: ref.digest };
}

function shortAddress(address: string): string {
  return canonicalCoinType(`${address}::a::a`).replace('::a::a', '');
}

function malformed(why: string): Refused {
  return new Refused('malformed-transaction', `The transaction cannot be read: ${why}`);
}

function badSignature(why: string): Refused {
  return new Refused('invalid-signature', why);
}

/** What `rawTransaction` holds: one transaction with its intent (all zero: a transaction, version 0, IOTA) and signatures. */
export function signedBytes(bytes: Uint8Array, signatures: readonly string[]): Uint8Array {
  const signed = bcs
    .vector(bcs.vector(bcs.u8()))
    .serialize(signatures.map((signature) => fromBase64(signature)));
  return Uint8Array.from([1, 0, 0, 0, ...bytes, ...signed.toBytes()]);
}
