import { isValidIotaAddress, isValidTransactionDigest, normalizeIotaAddress } from '@iota/iota-sdk/utils';
import { TanglegateError } from '@tanglegate/core/errors';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { EVERYTHING } from '../ports/ledger-store.ts';
import type { Gift, GiveCoins } from '../ports/submission.ts';
import type { HttpFaults } from './http-faults.ts';
import { misbehave } from './http-faults.ts';
import { parseJson } from './parse-json.ts';

export interface FaucetDeps {
  readonly giveCoins: GiveCoins;
  readonly store: LedgerStore;
  readonly faults: HttpFaults;
}

/** Both of the SDK's faucet APIs. In V1 a gift is a task, which here is done at once; its id is the gift's digest. */
export function addFaucetRoutes(app: FastifyInstance, { giveCoins, store, faults }: FaucetDeps): void {
  app.post('/gas', async (request, reply) => {
    if (await misbehave(faults, undefined, reply)) return reply;
    return answerGift(giveCoins, request.body, reply, {
      given: (gift) => ({ transferredGasObjects: coinInfo(gift), error: null }),
      refused: (error) => ({ transferredGasObjects: [], error }),
    });
  });

  app.post('/v1/gas', async (request, reply) => {
    if (await misbehave(faults, undefined, reply)) return reply;
    return answerGift(giveCoins, request.body, reply, {
      given: ({ transaction }) => ({ task: transaction.digest, error: null }),
      refused: (error) => ({ task: null, error }),
    });
  });

  app.get<{ Params: { task: string } }>('/v1/status/:task', (request, reply) => {
    const { task } = request.params;
    const transaction = isValidTransactionDigest(task)
      ? store.transactions.find(task, EVERYTHING)
      : undefined;
    if (!transaction)
      return reply.code(404).send({ status: null, error: 'No such task. Ask with POST /v1/gas.' });
    const coins = transaction.outcome.changes
      .filter(({ before }) => before === undefined)
      .flatMap(({ id, after }) => store.coins.findVersion(id, after?.version ?? 0) ?? []);
    const sent = coinInfo({ transaction, coins });
    return reply.send({ status: { status: 'SUCCEEDED', transferred_gas_objects: { sent } }, error: null });
  });
}

interface Wording {
  readonly given: (gift: Gift) => object;
  readonly refused: (error: string) => object;
}

async function answerGift(
  giveCoins: GiveCoins,
  text: unknown,
  reply: FastifyReply,
  { given, refused }: Wording,
): Promise<FastifyReply> {
  const recipient = recipientOf(parseJson(text).body);
  if (recipient === undefined) {
    const wanted = 'Send {"FixedAmountRequest": {"recipient": "0x…"}} with a 32-byte address.';
    return reply.code(400).send(refused(wanted));
  }
  try {
    return await reply.code(201).send(given(await giveCoins(recipient)));
  } catch (error) {
    if (!(error instanceof TanglegateError) || error.code !== 'faucet-busy') throw error;
    return reply.code(429).send(refused(error.message));
  }
}

function coinInfo({ coins, transaction }: Gift) {
  return coins.map(({ balance, id }) => ({
    amount: Number(balance),
    id,
    transferTxDigest: transaction.digest,
  }));
}

function recipientOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('FixedAmountRequest' in body)) return undefined;
  const request = body.FixedAmountRequest;
  if (typeof request !== 'object' || request === null || !('recipient' in request)) return undefined;
  if (typeof request.recipient !== 'string') return undefined;
  const address = normalizeIotaAddress(request.recipient);
  return isValidIotaAddress(address) ? address : undefined;
}
