import { IotaClient, IotaHTTPTransport } from '@iota/iota-sdk/client';
import type { IotaTransactionBlockResponse } from '@iota/iota-sdk/client';
import { requestIotaFromFaucetV0 } from '@iota/iota-sdk/faucet';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { Transaction } from '@iota/iota-sdk/transactions';
import { toBase64 } from '@iota/iota-sdk/utils';
import { WalletError, walletErrorOf } from './wallet-error.ts';

const KEY = 'tanglegate.development-wallet.key';
/** The faucet gives 1 000 IOTA a time. */
const MOST_TOP_UPS = 3;
const ARRIVAL_MS = 15_000;
const LOOK_EVERY_MS = 250;

interface DevelopmentNetwork {
  readonly rpcUrl: string;
  readonly faucetUrl: string;
}
type KeyStore = Pick<Storage, 'getItem' | 'setItem'>;

interface SignedAndExecuted {
  readonly bytes: string;
  readonly signature: string;
  readonly digest: string;
  readonly effects: string;
}

export function developmentAccount(store: KeyStore): { address: string; publicKey: Uint8Array } {
  const keypair = keypairIn(store);
  return { address: keypair.toIotaAddress(), publicKey: keypair.getPublicKey().toRawBytes() };
}

/**
 * Builds, signs and executes; fetches play money whenever there is too little.
 * @throws WalletError `faucet-unreachable`, `node-unreachable`, `wallet-insufficient` or `wallet-failed`
 */
export async function signAndExecute(
  network: DevelopmentNetwork,
  store: KeyStore,
  transactionJson: string,
): Promise<SignedAndExecuted> {
  const keypair = keypairIn(store);
  const transport = new IotaHTTPTransport({ url: network.rpcUrl });
  const client = new IotaClient({ transport });
  for (let topUps = 0; ; topUps++) {
    try {
      const { bytes, signature } = await buildAndSign(client, keypair, transactionJson);
      return { bytes, signature, ...(await execute(transport, bytes, signature)) };
    } catch (thrown) {
      const problem = walletErrorOf(thrown);
      if (problem.code !== 'wallet-insufficient' || topUps === MOST_TOP_UPS) throw problem;
      await topUp(client, network, keypair.toIotaAddress());
    }
  }
}

async function buildAndSign(client: IotaClient, keypair: Ed25519Keypair, json: string) {
  const transaction = Transaction.from(json);
  transaction.setSenderIfNotSet(keypair.toIotaAddress());
  return keypair.signTransaction(await transaction.build({ client }));
}

/**
 * The SDK's own call drops the request type, and the node then answers before it has executed locally, so that the next
 * payment may pick a stale coin. The transport takes it as the fourth parameter.
 */
async function execute(transport: IotaHTTPTransport, bytes: string, signature: string) {
  const done = await transport.request<IotaTransactionBlockResponse>({
    method: 'iota_executeTransactionBlock',
    params: [bytes, [signature], { showEffects: true, showRawEffects: true }, 'WaitForLocalExecution'],
  });
  const status = done.effects?.status;
  if (status?.status !== 'success') throw new Error(status?.error ?? 'the network refused the payment');
  return { digest: done.digest, effects: toBase64(Uint8Array.from(done.rawEffects ?? [])) };
}

async function topUp(client: IotaClient, network: DevelopmentNetwork, owner: string): Promise<void> {
  const before = await balance(client, owner);
  try {
    await requestIotaFromFaucetV0({ host: network.faucetUrl, recipient: owner });
  } catch (cause) {
    throw new WalletError('faucet-unreachable', cause);
  }
  const deadline = Date.now() + ARRIVAL_MS;
  while ((await balance(client, owner)) <= before) {
    if (Date.now() > deadline) throw new WalletError('faucet-unreachable');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function balance(client: IotaClient, owner: string): Promise<bigint> {
  return BigInt((await client.getBalance({ owner })).totalBalance);
}

function keypairIn(store: KeyStore): Ed25519Keypair {
  const kept = store.getItem(KEY);
  if (kept !== null) {
    try {
      return Ed25519Keypair.fromSecretKey(kept);
    } catch {
      // Not a key any more (edited, or of another version): play money only, so a new one will do.
    }
  }
  const fresh = new Ed25519Keypair();
  store.setItem(KEY, fresh.getSecretKey());
  return fresh;
}
