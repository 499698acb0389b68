import { IotaClient, IotaHTTPTransport, JsonRpcError } from '@iota/iota-sdk/client';
import type { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { Transaction, TransactionDataBuilder } from '@iota/iota-sdk/transactions';
import { fromBase64, IOTA_TYPE_ARG } from '@iota/iota-sdk/utils';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { Fate, Payment, SignedTransaction, Spender } from './spender.ts';
import type { WalletKeys, WalletPlace } from './wallet-keys.ts';

/** A transaction takes at most 256 gas coins; what is left is spent by the next one. */
const COINS_AT_ONCE = 250;
const TIMEOUT_MS = 30_000;
/** Below this a sweep that cannot be built is one that costs more than it brings: a hundredth of an IOTA. */
const NOT_WORTH_IT = 10_000_000n;

interface CoinRef {
  readonly objectId: string;
  readonly version: string;
  readonly digest: string;
}

async function coinsAt(client: IotaClient, owner: string): Promise<{ refs: CoinRef[]; total: bigint }> {
  const refs: CoinRef[] = [];
  let total = 0n;
  let cursor: string | null | undefined;
  do {
    const page = await client.getCoins({ owner, coinType: IOTA_TYPE_ARG, ...(cursor ? { cursor } : {}) });
    for (const { coinObjectId, version, digest, balance } of page.data.slice(
      0,
      COINS_AT_ONCE - refs.length,
    )) {
      refs.push({ objectId: coinObjectId, version, digest });
      total += BigInt(balance);
    }
    cursor = page.hasNextPage ? page.nextCursor : undefined;
  } while (cursor && refs.length < COINS_AT_ONCE);
  return { refs, total };
}

async function sign(
  client: IotaClient,
  key: Ed25519Keypair,
  coins: readonly CoinRef[],
  fill: (transaction: Transaction) => void,
): Promise<SignedTransaction> {
  const transaction = new Transaction();
  transaction.setSender(key.toIotaAddress());
  transaction.setGasPayment([...coins]);
  fill(transaction);
  const built = await transaction.build({ client });
  const { bytes, signature } = await key.signTransaction(built);
  return { id: TransactionDataBuilder.getDigestFromBytes(built), bytes, signature };
}

/** The node's own refusal, as opposed to being slow or gone. */
const isUnknown = (error: unknown): boolean =>
  error instanceof JsonRpcError && /Could not find the referenced transaction/.test(error.message);

/**
 * Coins can be used at one version only. The first gas coin outlives the transaction, and says which one changed it last: if it is a
 * later version by another one, ours can never be executed. An earlier version is a node that is behind.
 */
async function fateOfUnknown(client: IotaClient, { id, bytes }: SignedTransaction): Promise<Fate> {
  const data = TransactionDataBuilder.fromBytes(fromBase64(bytes));
  const gas = data.gasData.payment?.[0];
  if (gas === undefined) throw new Error('a transaction without gas coins was signed');
  const options = { showPreviousTransaction: true };
  const { data: now, error } = await client.getObject({ id: gas.objectId, options });
  if (now?.version === gas.version.toString()) return { state: 'unknown' };
  const isUsed = now ? BigInt(now.version) > BigInt(gas.version) : error?.code === 'deleted';
  return { state: isUsed && now?.previousTransaction !== id ? 'dead' : 'pending' };
}

async function fateOfKnown(client: IotaClient, transaction: SignedTransaction): Promise<Fate | undefined> {
  const options = { showEffects: true, showBalanceChanges: true };
  try {
    const found = await client.getTransactionBlock({ digest: transaction.id, options });
    if (typeof found.checkpoint !== 'string') return { state: 'pending' };
    if (found.effects?.status.status !== 'success') return { state: 'failed' };
    const { sender } = TransactionDataBuilder.fromBytes(fromBase64(transaction.bytes));
    const change = found.balanceChanges?.find(
      ({ owner, coinType }) =>
        coinType === IOTA_TYPE_ARG &&
        typeof owner === 'object' &&
        'AddressOwner' in owner &&
        owner.AddressOwner === sender,
    );
    const spent = { address: sender?.slice(2) ?? '', amount: -BigInt(change?.amount ?? '0') };
    return { state: 'final', spent: [spent] };
  } catch (error) {
    if (isUnknown(error)) return undefined;
    throw error;
  }
}

/** Whether it is dead is asked for before it is asked for once more: in between, it may have been executed. */
async function fateOf(client: IotaClient, transaction: SignedTransaction): Promise<Fate> {
  const known = await fateOfKnown(client, transaction);
  if (known !== undefined) return known;
  const guessed = await fateOfUnknown(client, transaction);
  return guessed.state === 'dead' ? ((await fateOfKnown(client, transaction)) ?? guessed) : guessed;
}

/** Only the node's answers are turned into words: a fault of ours keeps its stack. */
async function ask<T>(url: string, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (cause) {
    throw new TanglegateError('node-error', `The node ${new URL(url).origin}: ${messageOf(cause)}.`, {
      cause,
    });
  }
}

function parseAddress(text: string): string {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return text.slice(2).toLowerCase();
  throw new TanglegateError(
    'address-malformed',
    `"${text.slice(0, 80)}" is no address of this network: 0x and 64 letters and digits.`,
  );
}

/** What must be left for the fee: a new coin stores about a million nanos; the rest is roomy, and comes back as change. */
const feeReserve = (payments: number): bigint => 10_000_000n + 2_000_000n * BigInt(payments);

/** A transaction has one sender here. */
function onlyKey(keys: WalletKeys, places: readonly WalletPlace[]): Ed25519Keypair {
  const [place, ...more] = places;
  if (place === undefined || more.length > 0) throw new Error('one address is swept at once');
  return keys.keypair(place);
}

/** IOTA Rebased, through the official SDK. */
export function rebasedSpender(url: string): Spender {
  const fetchInTime: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  const client = new IotaClient({ transport: new IotaHTTPTransport({ url, fetch: fetchInTime }) });
  const formatAddress = (address: string): string => `0x${address}`;
  return {
    chain: () => ask(url, () => client.getChainIdentifier()),
    balance: (address) =>
      ask(url, async () => BigInt((await client.getBalance({ owner: formatAddress(address) })).totalBalance)),
    leftAlone: () => [],
    sweepAtOnce: 1,
    signSweep: (keys, places, to) =>
      ask(url, async () => {
        const key = onlyKey(keys, places);
        const { refs, total } = await coinsAt(client, key.toIotaAddress());
        if (refs.length === 0) return undefined;
        try {
          return await sign(client, key, refs, (transaction) => {
            transaction.transferObjects([transaction.gas], formatAddress(to));
          });
        } catch (error) {
          if (total < NOT_WORTH_IT) return undefined;
          throw error;
        }
      }),
    signPayments: (keys, place, payments) =>
      ask(url, async () => {
        const key = keys.keypair(place);
        const address = key.toIotaAddress();
        const { refs } = await coinsAt(client, address);
        // Signed without coins, it could be neither sent nor given up.
        if (refs.length === 0)
          throw new Error(
            `it shows no coins at ${address}, so nothing was signed. It may be behind: run the same command again in a minute`,
          );
        return sign(client, key, refs, (transaction) => {
          pay(transaction, payments, formatAddress);
        });
      }),
    send: ({ bytes, signature }) =>
      ask(url, async () => {
        await client.executeTransactionBlock({ transactionBlock: bytes, signature });
      }),
    fateOf: (transaction) => ask(url, () => fateOf(client, transaction)),
    leftAfter: ({ balance }, payments) => {
      const left = payments.reduce((sum, { amount }) => sum - amount, balance - feeReserve(payments.length));
      return left < 0n ? undefined : left;
    },
    howToGather: (purse) => `npm run sweep -- --to purse, or send some coins to the purse, ${purse}`,
    formatAddress,
    parseAddress,
  };
}

function pay(
  transaction: Transaction,
  payments: readonly Payment[],
  formatAddress: (address: string) => string,
): void {
  const amounts = payments.map(({ amount }) => amount);
  const coins = transaction.splitCoins(transaction.gas, amounts);
  for (const [i, { to }] of payments.entries()) {
    const coin = coins[i];
    if (coin !== undefined) transaction.transferObjects([coin], formatAddress(to));
  }
}
