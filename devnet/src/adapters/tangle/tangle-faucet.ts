import { TanglegateError } from '@tanglegate/core/errors';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import Fastify, { LogController } from 'fastify';
import { z } from 'zod';
import type { GiveTangleCoins } from '../../ports/tangle-wallet.ts';

export interface TangleFaucetDeps {
  readonly give: GiveTangleCoins;
  readonly logger: FastifyBaseLogger;
}

const requestSchema = z.object({ address: z.string().max(200) });

/** Speaks as IOTA's own Stardust faucets do, so that the SDK's `requestFundsFromFaucet(url, address)` works on it. */
export function makeTangleFaucet({ give, logger }: TangleFaucetDeps): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    bodyLimit: 4_096,
  });
  app.addHook('onSend', async (_request, reply) => {
    await Promise.resolve();
    reply.header('access-control-allow-origin', '*');
  });
  app.options('/*', (_request, reply) =>
    reply
      .code(204)
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', '*')
      .send(),
  );
  app.post('/api/enqueue', async (request, reply) => {
    const parsed = requestSchema.safeParse(request.body);
    if (!parsed.success) return reply.code(400).send(problem('faucet-address', 'Send {"address": "tst1…"}.'));
    const { address } = parsed.data;
    try {
      const { transactionId, amount } = await give(address);
      return await reply
        .code(202)
        .send({ address, amount: amount.toString(), transactionId, waitingRequests: 0 });
    } catch (error) {
      if (!(error instanceof TanglegateError)) throw error;
      const status = { 'faucet-address': 400, 'faucet-busy': 429 }[error.code];
      if (status === undefined) throw error;
      return reply.code(status).send(problem(error.code, error.message));
    }
  });
  return app;
}

function problem(code: string, message: string) {
  return { error: { code, message } };
}
