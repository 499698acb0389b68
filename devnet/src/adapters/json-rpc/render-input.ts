import type { ObjectRef } from '../../domain/object.ts';
import { readAddress, readU64 } from '../../domain/run-commands.ts';
import type { Argument, Command, Input, Transaction } from '../../domain/transaction.ts';

/** A transaction's data, as `showInput` and a dry run show it. */
export function renderTransactionData(transaction: Transaction) {
  const { gas, sender, inputs, commands } = transaction;
  return {
    messageVersion: 'v1',
    transaction: {
      kind: 'ProgrammableTransaction',
      inputs: inputs.map(renderInput),
      transactions: commands.map(renderCommand),
    },
    sender,
    gasData: {
      payment: gas.payment,
      owner: gas.owner,
      price: gas.price.toString(),
      budget: gas.budget.toString(),
    },
  };
}

export function renderSystemData(
  kind: string,
  { epoch, round, timestamp }: Record<'epoch' | 'round' | 'timestamp', number>,
) {
  const transaction =
    kind === 'genesis'
      ? { kind: 'Genesis', objects: [], events: [] }
      : kind === 'epoch-change'
        ? { kind: 'EndOfEpochTransaction', transactions: [] }
        : {
            kind: 'ConsensusCommitPrologueV1',
            epoch: epoch.toString(),
            round: round.toString(),
            sub_dag_index: null,
            commit_timestamp_ms: timestamp.toString(),
            consensus_commit_digest: '11111111111111111111111111111111',
            consensus_determined_version_assignments: { CancelledTransactions: [] },
          };
  return {
    messageVersion: 'v1',
    transaction,
    sender: `0x${'0'.repeat(64)}`,
    gasData: {
      payment: [{ objectId: `0x${'0'.repeat(64)}`, version: 0, digest: '11111111111111111111111111111111' }],
      owner: `0x${'0'.repeat(64)}`,
      price: '1',
      budget: '0',
    },
  };
}

function renderInput(input: Input) {
  if (input.kind === 'owned') return objectInput(input.ref);
  if (input.kind === 'unsupported') return { type: 'pure', valueType: null, value: input.name };
  const { bytes } = input;
  if (bytes.length === 8) return { type: 'pure', valueType: 'u64', value: readU64(bytes).toString() };
  if (bytes.length === 32) return { type: 'pure', valueType: 'address', value: readAddress(bytes) };
  return { type: 'pure', valueType: null, value: Array.from(bytes) };
}

function objectInput({ objectId, version, digest }: ObjectRef) {
  return { type: 'object', objectType: 'immOrOwnedObject', objectId, version: version.toString(), digest };
}

function renderCommand(command: Command) {
  switch (command.kind) {
    case 'SplitCoins':
      return { SplitCoins: [renderArgument(command.coin), command.amounts.map(renderArgument)] };
    case 'MergeCoins':
      return { MergeCoins: [renderArgument(command.into), command.sources.map(renderArgument)] };
    case 'TransferObjects':
      return { TransferObjects: [command.objects.map(renderArgument), renderArgument(command.to)] };
    case 'MoveCall': {
      const [address = '', module = '', name = ''] = command.target.split('::');
      return {
        MoveCall: {
          package: `0x${address.slice(2).padStart(64, '0')}`,
          module,
          function: name,
          type_arguments: command.typeArguments,
          arguments: command.arguments.map(renderArgument),
        },
      };
    }
    case 'unsupported':
      return { [command.name]: [] };
  }
}

function renderArgument(argument: Argument) {
  switch (argument.kind) {
    case 'GasCoin':
      return 'GasCoin';
    case 'Input':
      return { Input: argument.index };
    case 'Result':
      return { Result: argument.command };
    case 'NestedResult':
      return { NestedResult: [argument.command, argument.index] };
  }
}
