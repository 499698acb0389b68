import { toHex } from '@tanglegate/core/bytes';
import { IOTA_COIN } from './coin-type.ts';
import type { Address, Coin, Owner } from './object.ts';
import type { ArgumentReason } from './refused.ts';
import { CommandFailed, Refused } from './refused.ts';
import type { Argument, Command, Input } from './transaction.ts';

/** A coin while its transaction runs. */
export interface WorkingCoin {
  readonly id: Address;
  readonly coinType: string;
  /** Absent while the coin exists in this transaction only. */
  readonly origin: Coin | undefined;
  balance: bigint;
  owner: Owner | undefined;
  /** Once sent or merged away, a coin cannot be named again. */
  fate: 'here' | 'sent' | 'merged';
}

export interface Workspace {
  readonly inputs: readonly Input[];
  readonly gasCoin: WorkingCoin;
  /** The owned inputs, by id. */
  readonly coins: ReadonlyMap<Address, WorkingCoin>;
  /** Makes a coin with the next id of this transaction. */
  readonly create: (coinType: string, balance: bigint) => WorkingCoin;
  /** Move functions that this ledger has built in, by target; for its own transactions only. */
  readonly functions: ReadonlyMap<string, BuiltIn>;
}

export type BuiltIn = (workspace: Workspace, typeArgument: string, arguments_: readonly Uint8Array[]) => void;

const MAX_U64 = 2n ** 64n - 1n;

/** @throws CommandFailed, or Refused when a command is one that this ledger does not know. */
export function runCommands(commands: readonly Command[], workspace: Workspace): void {
  refuseUnknown(commands, workspace);
  const results: WorkingCoin[][] = [];
  for (const [index, command] of commands.entries()) {
    results.push(new Run(index, workspace, results).run(command));
  }
  for (const [command, coins] of results.entries()) {
    const index = coins.findIndex((coin) => coin.fate === 'here');
    if (index >= 0) throw new CommandFailed({ kind: 'UnusedValueWithoutDrop', command, index });
  }
}

function refuseUnknown(commands: readonly Command[], { functions }: Workspace): void {
  for (const command of commands) {
    const name =
      command.kind === 'unsupported'
        ? command.name
        : command.kind === 'MoveCall' && !functions.has(command.target)
          ? `MoveCall of ${command.target}`
          : undefined;
    if (name !== undefined) {
      throw new Refused(
        'invalid-input',
        `Feature is not supported: ${name}. This ledger knows SplitCoins, MergeCoins and TransferObjects`,
      );
    }
  }
}

/** One command. Argument numbers in errors count as a full node's do: the coin or address is one of them. */
class Run {
  private readonly index: number;
  private readonly workspace: Workspace;
  private readonly results: readonly (readonly WorkingCoin[])[];

  constructor(index: number, workspace: Workspace, results: readonly (readonly WorkingCoin[])[]) {
    this.index = index;
    this.workspace = workspace;
    this.results = results;
  }

  run(command: Command): WorkingCoin[] {
    switch (command.kind) {
      case 'SplitCoins':
        return this.split(command.coin, command.amounts);
      case 'MergeCoins':
        return this.merge(command.into, command.sources);
      case 'TransferObjects':
        return this.transfer(command.objects, command.to);
      case 'MoveCall':
        this.call(command.target, command.typeArguments, command.arguments);
        return [];
      case 'unsupported':
        return [];
    }
  }

  private split(coin: Argument, amounts: readonly Argument[]): WorkingCoin[] {
    const source = this.coin(coin, 0);
    if (source.origin?.owner === 'Immutable') throw this.bad(0, 'InvalidObjectByMutRef');
    const values = amounts.map((amount, i) => readU64(this.pure(amount, i + 1, 8)));
    return values.map((value) => {
      if (value > source.balance) {
        throw new CommandFailed({ kind: 'InsufficientCoinBalance', command: this.index });
      }
      source.balance -= value;
      return this.workspace.create(source.coinType, value);
    });
  }

  private merge(into: Argument, sources: readonly Argument[]): WorkingCoin[] {
    const target = this.coin(into, 0);
    if (target.origin?.owner === 'Immutable') throw this.bad(0, 'InvalidObjectByMutRef');
    for (const [i, argument] of sources.entries()) {
      const source = this.byValue(argument, i + 1);
      if (source === target) throw this.bad(i + 1, 'InvalidValueUsage');
      if (source.coinType !== target.coinType) throw this.bad(i + 1, 'TypeMismatch');
      if (source === this.workspace.gasCoin) throw this.bad(i + 1, 'InvalidGasCoinUsage');
      if (target.balance + source.balance > MAX_U64) {
        throw new CommandFailed({ kind: 'CoinBalanceOverflow', command: this.index });
      }
      target.balance += source.balance;
      source.balance = 0n;
      source.fate = 'merged';
    }
    return [];
  }

  private transfer(objects: readonly Argument[], to: Argument): WorkingCoin[] {
    const address = readAddress(this.pure(to, objects.length, 32));
    for (const [i, argument] of objects.entries()) {
      const coin = this.byValue(argument, i);
      coin.owner = { AddressOwner: address };
      coin.fate = 'sent';
    }
    return [];
  }

  private call(target: string, types: readonly string[], arguments_: readonly Argument[]): void {
    const builtIn = this.workspace.functions.get(target);
    if (!builtIn || types.length !== 1 || arguments_.length !== 2) {
      throw new CommandFailed({ kind: 'ArityMismatch', command: this.index });
    }
    const [type = IOTA_COIN] = types;
    builtIn(
      this.workspace,
      type,
      arguments_.map((argument, i) => this.pure(argument, i, i === 0 ? 8 : 32)),
    );
  }

  private byValue(argument: Argument, position: number): WorkingCoin {
    const coin = this.coin(argument, position);
    if (coin.origin?.owner === 'Immutable') throw this.bad(position, 'InvalidObjectByValue');
    return coin;
  }

  private coin(argument: Argument, position: number): WorkingCoin {
    const coin = this.find(argument, position);
    if (coin.fate !== 'here') throw this.bad(position, 'InvalidValueUsage');
    return coin;
  }

  private find(argument: Argument, position: number): WorkingCoin {
    switch (argument.kind) {
      case 'GasCoin':
        return this.workspace.gasCoin;
      case 'Input': {
        const input = this.input(argument.index, position);
        const coin = input.kind === 'owned' ? this.workspace.coins.get(input.ref.objectId) : undefined;
        if (!coin) throw this.bad(position, 'TypeMismatch');
        return coin;
      }
      case 'Result': {
        const result = this.result(argument.command, position);
        const [coin] = result;
        if (!coin || result.length !== 1) throw this.bad(position, 'InvalidResultArity');
        return coin;
      }
      case 'NestedResult': {
        const coin = this.result(argument.command, position)[argument.index];
        if (!coin) throw this.bad(position, 'IndexOutOfBounds');
        return coin;
      }
    }
  }

  private pure(argument: Argument, position: number, length: number): Uint8Array {
    const input = argument.kind === 'Input' ? this.input(argument.index, position) : undefined;
    if (input?.kind !== 'pure') throw this.bad(position, 'TypeMismatch');
    if (input.bytes.length !== length) throw this.bad(position, 'InvalidBCSBytes');
    return input.bytes;
  }

  private input(index: number, position: number): Input {
    const input = this.workspace.inputs[index];
    if (!input) throw this.bad(position, 'IndexOutOfBounds');
    return input;
  }

  private result(command: number, position: number): readonly WorkingCoin[] {
    const result = this.results[command];
    if (!result) throw this.bad(position, 'IndexOutOfBounds');
    return result;
  }

  private bad(argument: number, reason: ArgumentReason): CommandFailed {
    return new CommandFailed({ kind: 'CommandArgumentError', command: this.index, argument, reason });
  }
}

/** BCS writes integers little-endian. */
export function readU64(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
}

export function readAddress(bytes: Uint8Array): Address {
  return `0x${toHex(bytes)}`;
}
