import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '@tanglegate/core/clock';
import { systemClock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { BuildHornetOptions } from './adapters/tangle/build-hornet.ts';
import { buildHornet } from './adapters/tangle/build-hornet.ts';
import { rememberInFile } from './adapters/tangle/coordinator-file.ts';
import { forgetGenesis, GENESIS_OUTPUT, openGenesis } from './adapters/tangle/create-genesis.ts';
import { tryLock } from './adapters/tangle/exclusive-lock.ts';
import { findFreePort, portTaken } from './adapters/tangle/free-port.ts';
import { startHornet } from './adapters/tangle/hornet-process.ts';
import { signWithKeys } from './adapters/tangle/milestone-keys.ts';
import { connectToNode } from './adapters/tangle/node-api.ts';
import { makeMnemonic, openKey, readPlainAddress } from './adapters/tangle/sdk-signing.ts';
import { makeTangleFaucet } from './adapters/tangle/tangle-faucet.ts';
import { TANGLE_HRP } from './domain/tangle/genesis.ts';
import type { Hex } from './domain/tangle/hex.ts';
import { plainOutput } from './domain/tangle/output.ts';
import type { IssuedMilestone } from './ports/coordinating.ts';
import type { TangleNode } from './ports/tangle-node.ts';
import type { TangleWallet } from './ports/tangle-wallet.ts';
import type { ConfirmWhatWasSent } from './use-cases/tangle/confirm-what-was-sent.ts';
import { confirmWhatWasSent } from './use-cases/tangle/confirm-what-was-sent.ts';
import { coordinate } from './use-cases/tangle/coordinate.ts';
import { findTreasuryCoin } from './use-cases/tangle/find-treasury-coin.ts';
import { giveTangleCoins } from './use-cases/tangle/give-tangle-coins.ts';
import { openWallet } from './use-cases/tangle/open-wallet.ts';
import { runMilestones } from './use-cases/tangle/run-milestones.ts';

export interface TangleOptions {
  /** Holds the genesis and the node's database. One Tangle for one folder: started again, it goes on. */
  readonly dataFolder: string;
  /** On 127.0.0.1; 0, the default, for any that is free. */
  readonly nodePort?: number;
  readonly faucetPort?: number;
  /** On a timer, or only when `makeMilestone` is called. */
  readonly milestones: 'timer' | 'on-demand';
  /** Between milestones; 5,000 on IOTA's own networks, and here. */
  readonly intervalMs?: number;
  /** Forget the Tangle that is there, and begin with a new one. */
  readonly fresh?: boolean;
}

export interface TangleDeps {
  readonly clock?: Clock;
  readonly logger?: FastifyBaseLogger;
  readonly build?: BuildHornetOptions;
  /** The node ended, and nobody had asked it to. */
  readonly onNodeEnd?: (error: TanglegateError) => void;
}

export interface OpenedWallet extends TangleWallet {
  readonly mnemonic: string;
}

export interface Tangle {
  /** Without a path: its REST API is at /api/core/v2. */
  readonly nodeUrl: string;
  /** `POST {"address": "tst1…"}`, for the SDK's `requestFundsFromFaucet`. */
  readonly faucetUrl: string;
  readonly networkName: string;
  readonly bech32Hrp: string;
  /** Resolves when the node has confirmed it. Everything that this Tangle's wallets sent before is settled then. */
  makeMilestone(): Promise<IssuedMilestone>;
  /** A new wallet with so many base units, which the treasury sends without waiting for a milestone. */
  openWallet(amount: bigint): Promise<OpenedWallet>;
  /** Stops the node, and waits for it: only then is its database whole. */
  close(): Promise<void>;
}

const FAUCET_PER_MINUTE = 300;
const MILESTONE_INTERVAL_MS = 5_000;

/**
 * A Tangle of one real Hornet node on 127.0.0.1, without neighbours, and a coordinator and faucet of ours.
 * @throws TanglegateError `go-missing`, `tangle-build-failed`, `tangle-in-use`, `tangle-unclean`, `tangle-unreadable`, `tangle-failed` or
 * `port-taken`
 */
export async function composeTangle(options: TangleOptions, deps: TangleDeps = {}): Promise<Tangle> {
  const { dataFolder } = options;
  const hornet = await buildHornet(deps.build);
  const release = tryLock(join(dataFolder, 'lock.sqlite'));
  if (!release) {
    throw new TanglegateError(
      'tangle-in-use',
      `The Tangle in ${dataFolder} is running already. Stop it first.`,
    );
  }
  const undo = new UndoStack();
  undo.add(release);
  try {
    return { ...(await compose({ options, deps, hornet, undo })), close: () => undo.run() };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

/** What was started, stopped in the other order, once. */
class UndoStack {
  readonly #steps: (() => unknown)[] = [];
  #running: Promise<void> | undefined;

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  run(): Promise<void> {
    return (this.#running ??= this.#run());
  }

  async #run(): Promise<void> {
    for (const step of this.#steps.reverse()) await step();
  }
}

interface Start {
  readonly options: TangleOptions;
  readonly deps: TangleDeps;
  readonly hornet: string;
  readonly undo: UndoStack;
}

async function compose({ options, deps, hornet, undo }: Start): Promise<Omit<Tangle, 'close'>> {
  const { clock = systemClock, logger = pino({ level: 'silent' }) } = deps;
  const { dataFolder: folder } = options;
  if (options.fresh === true) forgetGenesis(folder);
  const genesis = await openGenesis(folder, hornet);
  const port = await findFreePort(options.nodePort);
  const hornetProcess = await startHornet({ hornet, folder, port });
  undo.add(() => hornetProcess.stop());
  if (deps.onNodeEnd) hornetProcess.onEnd(deps.onNodeEnd);
  const node = connectToNode(hornetProcess.url);
  const network = { networkName: genesis.networkName, bech32Hrp: TANGLE_HRP };
  await requireNetwork(node, genesis.networkName, port);
  const memory = rememberInFile(join(folder, 'last-milestone.json'), genesis.firstBlockId);
  const signer = signWithKeys(genesis.milestoneKeys);
  const sent = confirmWhatWasSent(await coordinate({ node, signer, memory, clock }));
  await sent.makeMilestone(); // The sign of life; and a node has no tips before its first block.
  const treasury = await openTreasury(node, genesis.treasuryMnemonic, network, sent);
  const faucetUrl = await startFaucet({ treasury, clock, logger, port: options.faucetPort ?? 0, undo });
  if (options.milestones === 'timer') {
    const stop = runMilestones({
      intervalMs: options.intervalMs ?? MILESTONE_INTERVAL_MS,
      make: () => sent.makeMilestone(),
      onError: (error) => {
        logger.error({ err: error }, 'no milestone was made');
      },
    });
    undo.add(stop);
  }
  return {
    ...network,
    nodeUrl: hornetProcess.url,
    faucetUrl,
    makeMilestone: () => sent.makeMilestone(),
    openWallet: (amount) => openFundedWallet({ node, network, sent, treasury, amount }),
  };
}

/** Somebody else may have taken the port in the meantime, and answer there as a node. */
async function requireNetwork(node: TangleNode, networkName: string, port: number): Promise<void> {
  const found = (await node.status()).networkName;
  if (found === networkName) return;
  throw new TanglegateError(
    'port-taken',
    `Another Tangle's node, of ${found}, answers on 127.0.0.1:${port}.`,
  );
}

async function openTreasury(
  node: TangleNode,
  mnemonic: string,
  network: Network,
  sent: ConfirmWhatWasSent,
): Promise<TangleWallet> {
  const key = await openKey(mnemonic, network);
  const coin = await findTreasuryCoin(node, key, GENESIS_OUTPUT);
  return openWallet({ node, key, start: { coin }, onSent: noteFor(sent, key.address) });
}

type Network = Pick<Tangle, 'networkName' | 'bech32Hrp'>;

const noteFor =
  (sent: ConfirmWhatWasSent, wallet: string) =>
  (blockId: Hex): void => {
    sent.noteSent(wallet, blockId);
  };

interface Funding {
  readonly node: TangleNode;
  readonly network: Network;
  readonly sent: ConfirmWhatWasSent;
  readonly treasury: TangleWallet;
  readonly amount: bigint;
}

async function openFundedWallet({ node, network, sent, treasury, amount }: Funding): Promise<OpenedWallet> {
  const mnemonic = makeMnemonic();
  const key = await openKey(mnemonic, network);
  const { blockId, outputs } = await treasury.send({ outputs: [plainOutput(key.pubKeyHash, amount)] });
  const [coin] = outputs;
  if (!coin) throw new Error('a transaction has the outputs that it was asked for');
  const start = { coin, sentIn: blockId };
  return { mnemonic, ...openWallet({ node, key, start, onSent: noteFor(sent, key.address) }) };
}

interface FaucetStart {
  readonly treasury: TangleWallet;
  readonly clock: Clock;
  readonly logger: FastifyBaseLogger;
  readonly port: number;
  readonly undo: UndoStack;
}

async function startFaucet({ treasury, clock, logger, port, undo }: FaucetStart): Promise<string> {
  const readAddress = (text: string): Hex | undefined => readPlainAddress(text, TANGLE_HRP);
  const give = giveTangleCoins({ treasury, readAddress, clock, perMinute: FAUCET_PER_MINUTE });
  const faucet = makeTangleFaucet({ give, logger });
  undo.add(() => faucet.close());
  try {
    await faucet.listen({ host: '127.0.0.1', port });
  } catch (cause) {
    throw portTaken(port, cause);
  }
  const address = faucet.server.address() as AddressInfo; // Listening on TCP, it is always this.
  return `http://127.0.0.1:${address.port}/api/enqueue`;
}
