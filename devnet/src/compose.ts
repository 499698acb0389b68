import type { AddressInfo } from 'node:net';
import type { Clock } from '@tanglegate/core/clock';
import { systemClock } from '@tanglegate/core/clock';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { digestHex, nodeHashing } from './adapters/hashing.ts';
import { noHttpFaults } from './adapters/http-faults.ts';
import { makeHttpServer } from './adapters/http-server.ts';
import { sdkCodec } from './adapters/sdk-codec.ts';
import { makeTreasuryKey, sdkTreasurer } from './adapters/sdk-treasurer.ts';
import { openSqliteLedger } from './adapters/sqlite-ledger.ts';
import { composeFaults } from './compose-faults.ts';
import { IOTA_COIN } from './domain/coin-type.ts';
import { mintFunctions } from './domain/mint-functions.ts';
import type { LedgerStore } from './ports/ledger-store.ts';
import type { Faults, TestLedger } from './ports/test-ledger.ts';
import type { DevnetSettings } from './settings.ts';
import { devnetDefaults } from './settings.ts';
import { dryRunTransaction } from './use-cases/dry-run-transaction.ts';
import type { LocalExecution } from './use-cases/follow-locally.ts';
import { followLocally } from './use-cases/follow-locally.ts';
import { giveCoins } from './use-cases/give-coins.ts';
import { makeCheckpoint } from './use-cases/make-checkpoint.ts';
import { mintCoin } from './use-cases/mint-coin.ts';
import { runCheckpoints } from './use-cases/run-checkpoints.ts';
import { spendFromTreasury } from './use-cases/spend-from-treasury.ts';
import { GENESIS_SUPPLY, startLedger } from './use-cases/start-ledger.ts';
import { submitTransaction } from './use-cases/submit-transaction.ts';

export interface Devnet {
  readonly rpcUrl: string;
  /** For the SDK's `requestIotaFromFaucetV0({ host })`. The same server as the JSON-RPC. */
  readonly faucetUrl: string;
  readonly chainIdentifier: string;
  /** For tests in this process; nothing of it can be reached over HTTP. */
  readonly faults: Faults;
  readonly ledger: TestLedger;
  close(): Promise<void>;
}

export interface DevnetDeps {
  readonly clock?: Clock;
  readonly logger?: FastifyBaseLogger;
}

/** What must be said is the folder; the rest has defaults, and the port is then any that is free. */
export type DevnetOptions = Partial<DevnetSettings> & Pick<DevnetSettings, 'dataFolder'>;

/**
 * Starts the ledger kept in `dataFolder`, or a new one, on 127.0.0.1.
 * @throws TanglegateError `devnet-in-use`, `devnet-unreadable` or `port-taken`.
 */
export async function composeDevnet(options: DevnetOptions, deps: DevnetDeps = {}): Promise<Devnet> {
  const settings: DevnetSettings = { ...devnetDefaults, port: 0, ...options };
  const { clock = systemClock, logger = pino({ level: 'silent' }) } = deps;
  const store = openSqliteLedger(settings.dataFolder, nodeHashing);
  try {
    return await compose(settings, { clock, logger, store });
  } catch (error) {
    store.close();
    throw error;
  }
}

interface Parts {
  readonly clock: Clock;
  readonly logger: FastifyBaseLogger;
  readonly store: LedgerStore;
}

async function compose(settings: DevnetSettings, { clock, logger, store }: Parts): Promise<Devnet> {
  const hashing = nodeHashing;
  const codec = sdkCodec;
  const chain = startLedger({ store, hashing, clock, makeKey: makeTreasuryKey, digestHex });
  const view = followLocally({
    lastNumber: store.transactions.lastNumber(),
    delayMs: settings.localExecutionDelayMs,
  });
  const treasurer = sdkTreasurer(chain.faucetKey);
  const submit = submitTransaction({ store, codec, hashing, view });
  const submitOwn = submitTransaction({ store, codec, hashing, view, functions: mintFunctions });
  const spend = spendFromTreasury({ store, address: treasurer.address, submit: submitOwn });
  const make = makeCheckpoint({
    store,
    chain,
    hashing,
    clock,
    view,
    keepCheckpoints: settings.keepCheckpoints,
  });
  const httpFaults = noHttpFaults();
  const quirks = { mispairedCheckpoints: false };
  const server = makeHttpServer({
    rpc: {
      store,
      view,
      chain,
      codec,
      submit,
      dryRun: dryRunTransaction({ store, codec, hashing, view }),
      quirks,
    },
    giveCoins: giveCoins({ store, treasurer, spend, clock, perMinute: settings.faucetPerMinute }),
    faults: httpFaults,
    logger,
  });
  const url = await listen(server, settings.port);
  const loop = runCheckpoints({
    intervalMs: settings.checkpointIntervalMs,
    make,
    onError: (error) => {
      logger.error({ err: error }, 'no checkpoint was made');
    },
  });
  const tip = (): number => store.checkpoints.tip()?.sequence ?? 0;
  return {
    rpcUrl: url,
    faucetUrl: url,
    chainIdentifier: chain.identifier,
    faults: composeFaults({ http: httpFaults, quirks, view, loop, make, store }),
    ledger: { mintCoin: mintCoin({ treasurer, spend }), supply: () => supply(store), tip },
    close: () => stop({ server, loop, view, store }),
  };
}

async function listen(server: FastifyInstance, port: number): Promise<string> {
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await server.close();
    throw new TanglegateError(
      'port-taken',
      `The devnet cannot listen on 127.0.0.1:${port} (${messageOf(error)}). Set TANGLEGATE_DEVNET_PORT to a free port.`,
      { cause: error },
    );
  }
  const address = server.server.address() as AddressInfo; // Listening on TCP, it is always this.
  return `http://127.0.0.1:${address.port}`;
}

function supply(store: LedgerStore): ReturnType<TestLedger['supply']> {
  const { balance, rebates } = store.coins.totals(IOTA_COIN);
  return { genesis: GENESIS_SUPPLY, coins: balance, storage: rebates };
}

interface Running {
  readonly server: FastifyInstance;
  readonly loop: { stop(): void };
  readonly view: LocalExecution;
  readonly store: LedgerStore;
}

async function stop({ server, loop, view, store }: Running): Promise<void> {
  loop.stop();
  view.stop();
  await server.close();
  store.close();
}
