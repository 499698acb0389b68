import { isValidIotaAddress, normalizeIotaAddress } from '@iota/iota-sdk/utils';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from 'fastify';
import Fastify, { LogController } from 'fastify';
import type { GiveCoins } from '../ports/submission.ts';
import { answerRequest, methodOf } from './json-rpc/answer-request.ts';
import type { RpcContext } from './json-rpc/context.ts';
import type { HttpFaults } from './http-faults.ts';
import { misbehave } from './http-faults.ts';

export interface HttpServerDeps {
  readonly rpc: RpcContext;
  readonly giveCoins: GiveCoins;
  readonly faults: HttpFaults;
  readonly logger: FastifyBaseLogger;
}

/** JSON-RPC at `POST /`, the faucet at `POST /gas`. Wallets in a browser use both, from any page. */
export function makeHttpServer(deps: HttpServerDeps): FastifyInstance {
  const { rpc, giveCoins, faults, logger } = deps;
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    bodyLimit: 2 ** 20,
  });
  // Whatever it calls itself, the body is read here: what is no JSON gets a full node's answer.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.addHook('onSend', async (_request, reply) => {
    await Promise.resolve();
    reply.header('access-control-allow-origin', '*');
  });
  app.options('/*', (_request, reply) => answerPreflight(reply));

  app.post('/', async (request, reply) => {
    const parsed = parseJson(request.body);
    if (await misbehave(faults, methodOf(parsed.body), reply)) return reply;
    if (parsed.problem !== undefined) {
      return reply
        .code(400)
        .type('text/plain; charset=utf-8')
        .send(`Failed to parse the request body as JSON: ${parsed.problem}`);
    }
    return answerRequest(parsed.body, rpc, request.log);
  });

  app.post('/gas', async (request, reply) => {
    if (await misbehave(faults, undefined, reply)) return reply;
    const recipient = recipientOf(parseJson(request.body).body);
    if (recipient === undefined) {
      const error = 'Send {"FixedAmountRequest": {"recipient": "0x…"}} with a 32-byte address.';
      return reply.code(400).send({ transferredGasObjects: [], error });
    }
    return gift(giveCoins, recipient, reply);
  });
  return app;
}

async function gift(giveCoins: GiveCoins, recipient: string, reply: FastifyReply): Promise<FastifyReply> {
  try {
    const { coins, transaction } = await giveCoins(recipient);
    const transferredGasObjects = coins.map(({ balance, id }) => ({
      amount: Number(balance),
      id,
      transferTxDigest: transaction.digest,
    }));
    return await reply.code(201).send({ transferredGasObjects, error: null });
  } catch (error) {
    if (!(error instanceof TanglegateError) || error.code !== 'faucet-busy') throw error;
    return reply.code(429).send({ transferredGasObjects: [], error: error.message });
  }
}

function parseJson(body: unknown): { body?: unknown; problem?: string } {
  try {
    return { body: JSON.parse(typeof body === 'string' ? body : '') };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

function recipientOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('FixedAmountRequest' in body)) return undefined;
  const request = body.FixedAmountRequest;
  if (typeof request !== 'object' || request === null || !('recipient' in request)) return undefined;
  if (typeof request.recipient !== 'string') return undefined;
  const address = normalizeIotaAddress(request.recipient);
  return isValidIotaAddress(address) ? address : undefined;
}

function answerPreflight(reply: FastifyReply): FastifyReply {
  return reply
    .code(204)
    .header('access-control-allow-methods', 'POST, OPTIONS')
    .header('access-control-allow-headers', '*')
    .header('access-control-max-age', '86400')
    .send();
}
