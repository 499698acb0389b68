import { IOTA_COIN, isBox } from './coin-type.ts';
import { MAX_GAS_BUDGET, MAX_GAS_COINS, MIN_GAS_BUDGET, REFERENCE_GAS_PRICE } from './gas.ts';
import type { Address, Coin, ObjectRef } from './object.ts';
import { ownedBy } from './object.ts';
import { Refused } from './refused.ts';
import type { Transaction } from './transaction.ts';

export interface CheckedInputs {
  /** In the order of the gas payment. */
  readonly gasCoins: readonly Coin[];
  /** The owned inputs, by id. */
  readonly coins: ReadonlyMap<Address, Coin>;
}

export type FindCoin = (id: Address) => Coin | undefined;

/** The checks that a validator makes before it signs. The words are a full node's where they were seen. */
export function checkInputs(transaction: Transaction, find: FindCoin, epoch: number): CheckedInputs {
  checkGas(transaction, epoch);
  const seen = new Set<Address>();
  const take = (ref: ObjectRef, payer: Address): Coin => {
    if (seen.has(ref.objectId)) {
      throw invalid(`Mutable object ${ref.objectId} cannot appear more than one in one transaction`);
    }
    seen.add(ref.objectId);
    return checkRef(ref, payer, find);
  };
  const gasCoins = transaction.gas.payment.map((ref) => take(ref, transaction.gas.owner));
  for (const coin of gasCoins) {
    if (coin.coinType !== IOTA_COIN || coin.owner === 'Immutable') {
      throw invalid(`Gas object is not an owned object with owner: ${transaction.gas.owner}.`);
    }
  }
  const balance = gasCoins.reduce((sum, coin) => sum + coin.balance, 0n);
  if (balance < transaction.gas.budget) {
    throw invalid(
      `Balance of gas object ${balance} is lower than the needed amount: ${transaction.gas.budget}`,
    );
  }
  const coins = new Map<Address, Coin>();
  for (const input of transaction.inputs) {
    if (input.kind === 'unsupported') throw invalid(`Feature is not supported: ${input.name} as an input`);
    if (input.kind !== 'owned') continue;
    const coin = take(input.ref, transaction.sender);
    if (isBox(coin.coinType)) throw invalid('Feature is not supported: a box as an input');
    coins.set(input.ref.objectId, coin);
  }
  return { gasCoins, coins };
}

function checkGas({ gas, lastEpoch }: Transaction, epoch: number): void {
  if (lastEpoch !== undefined && lastEpoch < epoch) throw invalid('Transaction Expired');
  if (gas.payment.length === 0) throw invalid('Gas payment is empty: name at least one coin to pay with');
  if (gas.payment.length > MAX_GAS_COINS) {
    throw invalid(
      `Size limit exceeded: maximum number of gas payment objects is ${MAX_GAS_COINS}. ` +
        'Merge some coins first, in a transaction of its own',
    );
  }
  if (gas.price < REFERENCE_GAS_PRICE) {
    throw invalid(`Gas price ${gas.price} under reference gas price (RGP) ${REFERENCE_GAS_PRICE}`);
  }
  if (gas.budget < MIN_GAS_BUDGET) {
    throw invalid(`Gas budget: ${gas.budget} is lower than min: ${MIN_GAS_BUDGET}.`);
  }
  if (gas.budget > MAX_GAS_BUDGET) {
    throw invalid(`Gas budget: ${gas.budget} is higher than max: ${MAX_GAS_BUDGET}.`);
  }
}

function checkRef(ref: ObjectRef, payer: Address, find: FindCoin): Coin {
  const coin = find(ref.objectId);
  if (!coin) {
    throw invalid(
      `Could not find the referenced object ${ref.objectId} at version Some(SequenceNumber(${ref.version}))`,
    );
  }
  if (coin.version !== ref.version) {
    throw invalid(
      `Object (${ref.objectId}, SequenceNumber(${ref.version}), o#${ref.digest}) is not available for consumption, ` +
        `its current version: SequenceNumber(${coin.version})`,
    );
  }
  if (coin.digest !== ref.digest) {
    throw invalid(`Invalid Object digest for object ${ref.objectId}. Expected digest : ${coin.digest}`);
  }
  if (coin.owner !== 'Immutable' && !ownedBy(coin, payer)) {
    throw invalid(
      `Object ${ref.objectId} is owned by ${JSON.stringify(coin.owner)}, but given owner/signer address is ${payer}`,
    );
  }
  return coin;
}

function invalid(message: string): Refused {
  return new Refused('invalid-input', message);
}
