import { readFileSync, rmSync } from 'node:fs';
import { systemClock } from '@tanglegate/core/clock';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { digestHex, nodeHashing } from '../adapters/hashing.ts';
import { answerRequest } from '../adapters/json-rpc/answer-request.ts';
import { sdkCodec } from '../adapters/sdk-codec.ts';
import { makeTreasuryKey } from '../adapters/sdk-treasurer.ts';
import { openSqliteLedger } from '../adapters/sqlite-ledger.ts';
import { COIN_STORAGE } from '../domain/gas.ts';
import type { Coin } from '../domain/object.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { dryRunTransaction } from '../use-cases/dry-run-transaction.ts';
import { followLocally } from '../use-cases/follow-locally.ts';
import { startLedger } from '../use-cases/start-ledger.ts';
import { submitTransaction } from '../use-cases/submit-transaction.ts';
import { makeFolder } from './start-devnet.ts';

export interface Exchange {
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: unknown;
}

interface WireCoin {
  coinType: string;
  coinObjectId: string;
  version: string;
  digest: string;
  balance: string;
  previousTransaction: string;
}

export function recordedFile(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../testdata/rebased-node/${name}.json`, import.meta.url), 'utf8'),
  );
}

export function recorded(name: string): Exchange {
  return recordedFile(name) as Exchange;
}

export function answersOf(answer: unknown): Record<string, unknown>[] {
  return (answer as { result: Record<string, unknown>[] }).result;
}

/** This ledger's node, holding the five coins that the recording's payer had from its faucet. */
export function replayNode(
  wrap: (store: LedgerStore) => LedgerStore = (store) => store,
): (request: Exchange['request']) => Promise<object> {
  const folder = makeFolder();
  const store = wrap(openSqliteLedger(folder, nodeHashing));
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });
  const hashing = nodeHashing;
  const codec = sdkCodec;
  const chain = startLedger({ store, hashing, clock: systemClock, makeKey: makeTreasuryKey, digestHex });
  const payer = (recorded('iotax_getBalance').request['params'] as [string])[0];
  const { response } = recorded('iotax_getCoins') as { response: { result: { data: WireCoin[] } } };
  const coins = response.result.data.map((coin) => toCoin(coin, payer));
  store.coins.apply(store.transactions.lastNumber(), coins, [], 2);
  const view = followLocally({ lastNumber: store.transactions.lastNumber(), delayMs: 0 });
  const submit = submitTransaction({ store, codec, hashing, view });
  const dryRun = dryRunTransaction({ store, codec, hashing, view });
  const context = { store, view, chain, codec, submit, dryRun, quirks: { mispairedCheckpoints: false } };
  return async ({ waitForLocalExecution, ...request }) => {
    const answer = await answerRequest(request, context, pino({ level: 'silent' }));
    if (waitForLocalExecution === true) view.catchUp(store.transactions.lastNumber());
    return answer;
  };
}

function toCoin(wire: WireCoin, owner: string): Coin {
  return {
    id: wire.coinObjectId,
    version: Number(wire.version),
    digest: wire.digest,
    owner: { AddressOwner: owner },
    coinType: wire.coinType,
    balance: BigInt(wire.balance),
    previousTransaction: wire.previousTransaction,
    storageRebate: COIN_STORAGE,
  };
}
