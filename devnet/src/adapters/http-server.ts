import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from 'fastify';
import Fastify, { LogController } from 'fastify';
import type { GiveCoins } from '../ports/submission.ts';
import { answerRequest, methodOf } from './json-rpc/answer-request.ts';
import type { RpcContext } from './json-rpc/context.ts';
import type { HttpFaults } from './http-faults.ts';
import { misbehave } from './http-faults.ts';
import { addFaucetRoutes } from './faucet-routes.ts';
import { parseJson } from './parse-json.ts';

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

  addFaucetRoutes(app, { giveCoins, faults, store: rpc.store });
  return app;
}

function answerPreflight(reply: FastifyReply): FastifyReply {
  return reply
    .code(204)
    .header('access-control-allow-methods', 'GET, POST, OPTIONS')
    .header('access-control-allow-headers', '*')
    .header('access-control-max-age', '86400')
    .send();
}
