import type { Clock } from '@tanglegate/core/clock';
import { IOTA_COIN } from '../domain/coin-type.ts';
import { NO_GAS } from '../domain/gas.ts';
import type { Address, Coin, Digest, Hashing } from '../domain/object.ts';
import { genesisOutcome } from '../domain/system-transaction.ts';
import type { Chain, LedgerStore } from '../ports/ledger-store.ts';

export interface StartDeps {
  readonly store: LedgerStore;
  readonly hashing: Hashing;
  readonly clock: Clock;
  /** Different on each call: what makes this chain another than the last one. */
  readonly makeKey: () => { readonly key: string; readonly address: Address };
  readonly digestHex: (digest: Digest) => string;
}

/** The supply at mainnet's own genesis, in nanos. */
export const GENESIS_SUPPLY = 4_600_000_000n * 10n ** 9n;

/** Opens the chain in the store, or makes the first checkpoint of a new one. */
export function startLedger({ store, hashing, clock, makeKey, digestHex }: StartDeps): Chain {
  return store.atomically(() => store.chain() ?? makeGenesis({ store, hashing, clock, makeKey, digestHex }));
}

function makeGenesis({ store, hashing, clock, makeKey, digestHex }: StartDeps): Chain {
  const { key, address } = makeKey();
  const genesis = hashing.digestOf('Genesis', address, clock.now());
  const facts = {
    id: hashing.createdId(genesis, 0),
    version: 1,
    owner: { AddressOwner: address },
    coinType: IOTA_COIN,
    balance: GENESIS_SUPPLY,
    previousTransaction: genesis,
    storageRebate: 0n,
  };
  const coin: Coin = { ...facts, digest: hashing.coinDigest(facts) };
  const record = { digest: genesis, bytes: new Uint8Array(), signatures: [], kind: 'genesis' as const };
  const number = store.transactions.append({ ...record, outcome: genesisOutcome(coin) }, undefined, [
    address,
  ]);
  store.coins.apply(number, [coin], [], coin.version);
  const digest = hashing.digestOf('CheckpointSummary', genesis);
  store.checkpoints.append(
    {
      sequence: 0,
      digest,
      previousDigest: undefined,
      epoch: 0,
      timestamp: clock.now(),
      transactionsSoFar: 1,
      gasSoFar: NO_GAS,
      endsEpoch: false,
      transactions: [genesis],
    },
    [],
  );
  const chain = { identifier: digestHex(digest).slice(0, 8), genesis, faucetKey: key };
  store.saveChain(chain);
  return chain;
}
