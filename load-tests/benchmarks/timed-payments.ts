import type { IotaClient } from '@iota/iota-sdk/client';
import type { DevnetAnswer } from '../processes/devnet.ts';
import type { PayersAnswer, PayersOrder } from '../processes/payers.ts';
import type { StartedProcesses } from '../processes/started-processes.ts';
import type { TimingProxy } from './timing-proxy.ts';
import type { WatchedOrder } from './watched-order.ts';

/** For all payments together, after the last of them was sent. */
const PATIENCE_MS = 10_000;

export interface Timed {
  /** From the node's answer with the payment in it until the buyer's page was told of the ticket. */
  readonly answerToTicketMs: number;
  /** From the checkpoint's own time stamp until the order's `paidAt`. */
  readonly finalToPaidMs: number;
}

export async function timeOne(
  watched: WatchedOrder,
  digest: string,
  { client, proxy }: { client: IotaClient; proxy: TimingProxy },
): Promise<Timed> {
  const lost = AbortSignal.timeout(PATIENCE_MS);
  const tooLate = new Promise<never>((_, reject) => {
    lost.addEventListener('abort', () => {
      reject(new Error(`order ${watched.order.id} has no ticket, ${PATIENCE_MS} ms after all was paid`));
    });
  });
  const { at, order } = await Promise.race([watched.issued, tooLate]);
  const toldAt = proxy.toldAt(digest);
  const { timestampMs } = await client.getTransactionBlock({ digest });
  if (toldAt === undefined || typeof timestampMs !== 'string')
    throw new Error(`payment ${digest} was never told, and yet its order is paid`);
  return { answerToTicketMs: at - toldAt, finalToPaidMs: order.paidAt - Number(timestampMs) };
}

/** Who pays: in a process of its own, each waiting up to so long before each payment. */
interface Paying {
  readonly processes: StartedProcesses;
  readonly payers: number;
  readonly longestPauseMs: number;
}

/** Resolves when all of them are paid, through the official SDK. */
export async function payAll(
  orders: readonly WatchedOrder[],
  { rpcUrl, faucetUrl }: DevnetAnswer,
  { processes, payers, longestPauseMs }: Paying,
): Promise<PayersAnswer['paid']> {
  const payments = orders.map(({ order: { id, address, due } }) => ({
    order: id,
    address,
    amount: due,
  }));
  const { paid } = await processes.start<PayersAnswer>('payers.ts', {
    ...{ rpcUrl, faucetUrl, payments, payers, longestPauseMs },
  } satisfies PayersOrder);
  return paid;
}
