import { balanceChanges, gasOnly } from './balance-changes.ts';
import type { CheckedInputs } from './check-inputs.ts';
import { IOTA_COIN } from './coin-type.ts';
import type { GasUsed } from './gas.ts';
import { COIN_STORAGE, gasFor, netGas } from './gas.ts';
import type { Address, Coin, Digest, Hashing } from './object.ts';
import { DELETED_DIGEST } from './object.ts';
import type { ObjectChange, Outcome } from './outcome.ts';
import type { Failure } from './refused.ts';
import { CommandFailed, Refused } from './refused.ts';
import type { BuiltIn, WorkingCoin, Workspace } from './run-commands.ts';
import { runCommands } from './run-commands.ts';
import type { Transaction } from './transaction.ts';

export interface Execution {
  readonly outcome: Outcome;
  /** Coins as they are afterwards: new ones and new versions. */
  readonly written: readonly Coin[];
  readonly deleted: readonly Address[];
}

export interface ExecutionContext {
  readonly transaction: Transaction;
  readonly checked: CheckedInputs;
  readonly hashing: Hashing;
  readonly epoch: number;
  readonly functions?: ReadonlyMap<string, BuiltIn>;
  /** A dry run without a gas payment is paid by a coin that does not exist and shows in no balance. */
  readonly imaginaryGas?: boolean;
}

/** Runs a checked transaction. Pure: the caller stores what comes out. */
export function executeTransaction(context: ExecutionContext): Execution {
  const attempt = run(context, context.transaction.commands);
  if (!attempt.failure && netGas(attempt.gas) <= context.transaction.gas.budget)
    return settle(context, attempt);
  // A failure undoes everything but the gas payment, whose coins stay merged.
  const failure: Failure = attempt.failure ?? { kind: 'InsufficientGas' };
  const undone = run(context, []);
  const { budget } = context.transaction.gas;
  const gas =
    netGas(undone.gas) <= budget
      ? undone.gas
      : { ...undone.gas, computation: budget, storage: undone.gas.rebate };
  return settle(context, { ...undone, failure, gas });
}

interface Attempt {
  readonly gasCoin: WorkingCoin;
  readonly all: readonly WorkingCoin[];
  readonly gas: GasUsed;
  readonly failure?: Failure;
}

function run(context: ExecutionContext, commands: Transaction['commands']): Attempt {
  const { transaction, checked, hashing } = context;
  const [first] = checked.gasCoins;
  if (!first) throw new Refused('invalid-input', 'Gas payment is empty');
  const { budget } = transaction.gas;
  const total = checked.gasCoins.reduce((sum, coin) => sum + coin.balance, 0n);
  // The budget is set aside before any command runs.
  const gasCoin: WorkingCoin = { ...working(first), balance: total - budget };
  const coins = new Map([...checked.coins].map(([id, coin]) => [id, working(coin)]));
  const created: WorkingCoin[] = [];
  const workspace: Workspace = {
    inputs: transaction.inputs,
    gasCoin,
    coins,
    functions: context.functions ?? new Map<string, BuiltIn>(),
    create: (coinType, balance) => {
      const id = hashing.createdId(transaction.digest, created.length);
      const coin: WorkingCoin = { id, coinType, balance, origin: undefined, owner: undefined, fate: 'here' };
      created.push(coin);
      return coin;
    },
  };
  let failure: Failure | undefined;
  try {
    runCommands(commands, workspace);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    failure = error.failure;
  }
  gasCoin.balance += budget;
  // An immutable coin may be named, but nothing that a transaction does touches it.
  const mutable = [...coins.values()].filter(({ owner }) => owner !== 'Immutable');
  const all = [gasCoin, ...mutable, ...created];
  const rebate = mutableInputs(checked).reduce((sum, c) => sum + c.storageRebate, 0n);
  const kept = all.filter((coin) => coin.fate !== 'merged').length;
  const gas = gasFor(transaction.gas.price, kept, rebate);
  return failure ? { gasCoin, all, gas, failure } : { gasCoin, all, gas };
}

function mutableInputs({ gasCoins, coins }: CheckedInputs): Coin[] {
  return [...gasCoins, ...coins.values()].filter(({ owner }) => owner !== 'Immutable');
}

function working(coin: Coin): WorkingCoin {
  const { id, coinType, balance, owner } = coin;
  return { id, coinType, balance, owner, origin: coin, fate: 'here' };
}

function settle(context: ExecutionContext, { gasCoin, all, gas, failure }: Attempt): Execution {
  const { transaction, checked, hashing, epoch } = context;
  const inputs = mutableInputs(checked);
  const version = 1 + Math.max(...inputs.map((coin) => coin.version));
  gasCoin.balance -= netGas(gas);
  const written = all
    .filter((coin) => coin.fate !== 'merged')
    .map((coin) => finished(coin, version, transaction.digest, hashing));
  const kept = new Set(written.map((coin) => coin.id));
  const deleted = inputs.filter((coin) => !kept.has(coin.id)).map((coin) => coin.id);
  const real = (coin: Coin): boolean => !(context.imaginaryGas === true && coin.id === gasCoin.id);
  const changes = failure
    ? gasOnly(transaction.gas.owner, gas)
    : balanceChanges(inputs.filter(real), written.filter(real));
  const outcome: Outcome = {
    ...(failure && { failure }),
    epoch,
    gas,
    version,
    gasObject: gasCoin.id,
    changes: objectChanges(inputs, written, version),
    shared: [],
    dependencies: [...new Set(inputs.filter(real).map((coin) => coin.previousTransaction))].sort(),
    balanceChanges: failure && context.imaginaryGas === true ? [] : changes,
  };
  return { outcome, written, deleted };
}

function finished(coin: WorkingCoin, version: number, transaction: Digest, hashing: Hashing): Coin {
  const { id, coinType, balance, owner } = coin;
  if (owner === undefined) throw new Error(`coin ${id} was left without an owner`);
  const facts = {
    id,
    coinType,
    balance,
    owner,
    version,
    previousTransaction: transaction,
    storageRebate: COIN_STORAGE,
  };
  return { ...facts, digest: hashing.coinDigest(facts) };
}

function objectChanges(inputs: readonly Coin[], written: readonly Coin[], version: number): ObjectChange[] {
  const before = new Map(inputs.map((coin) => [coin.id, coin]));
  const after = new Map(written.map((coin) => [coin.id, coin]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().map((id) => {
    const [old, now] = [before.get(id), after.get(id)];
    return {
      id,
      coinType: now?.coinType ?? old?.coinType ?? IOTA_COIN,
      ...(old && { before: { version: old.version, digest: old.digest, owner: old.owner } }),
      ...(now && { after: { version, digest: now.digest, owner: now.owner } }),
    };
  });
}

/** How a deleted object is referred to from then on. */
export function tombstone(
  objectId: Address,
  version: number,
): { objectId: Address; version: number; digest: Digest } {
  return { objectId, version, digest: DELETED_DIGEST };
}
