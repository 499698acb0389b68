import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { HttpApplication, HttpOptions } from './app-options.ts';
import { answerClientError } from './client-error.ts';
import { sendError, sendNotFound } from './errors.ts';
import { acceptJsonOnly } from './json-body.ts';
import { documentRoutes, openapiRoute } from './openapi.ts';
import { plainStyleRoute, servePages } from './pages.ts';
import { defaultLimits, limitRequests, type RequestLimits } from './request-limits.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { doorRoutes } from './routes/doors.ts';
import { healthRoutes } from './routes/health.ts';
import { liveRoutes } from './routes/live.ts';
import { moneyOutRoutes } from './routes/money-out.ts';
import { moneyRoutes } from './routes/money.ts';
import { orderRoutes } from './routes/orders.ts';
import { sessionRoutes } from './routes/session.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { secure } from './security.ts';
import { EventStreams } from './server-sent-events.ts';
import type { ZodApp } from './zod-app.ts';

const BODY_LIMIT_BYTES = 16 * 1024;
/** For the request to arrive. A stream of events may take as long as it likes to answer. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The HTTP edge, ready to listen or to inject into. Closing it ends every open stream. */
export async function buildApp(application: HttpApplication, options: HttpOptions): Promise<FastifyInstance> {
  const app: ZodApp = fastify({
    loggerInstance: quiet(options.log),
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    requestTimeout: REQUEST_TIMEOUT_MS,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendError);
  app.setNotFoundHandler(sendNotFound);
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    request.log.debug(
      { method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
    done();
  });
  await secure(app, options.publicUrl, options.connectSources ?? []);
  await app.register(cookie);
  await documentRoutes(app, options.publicUrl);
  for (const plugin of options.plugins ?? []) await app.register(plugin);
  await app.register(async (limited) => {
    await addRoutes(limited.withTypeProvider<ZodTypeProvider>(), application, options);
  });
  return app;
}

async function addRoutes(app: ZodApp, application: HttpApplication, options: HttpOptions): Promise<void> {
  const limits: RequestLimits = { ...defaultLimits, ...options.limits };
  const streams = new EventStreams(limits.openStreams);
  app.addHook('preClose', (done) => {
    streams.endAll();
    done();
  });
  acceptJsonOnly(app);
  await limitRequests(app, limits);
  const { publicUrl } = options;
  const shared = { ...application, limits, streams, publicUrl, secure: publicUrl.startsWith('https:') };
  catalogueRoutes(app, shared);
  orderRoutes(app, shared);
  ticketRoutes(app, shared);
  doorRoutes(app, shared);
  sessionRoutes(app, shared);
  liveRoutes(app, shared);
  moneyRoutes(app, shared);
  moneyOutRoutes(app, shared);
  healthRoutes(app, shared);
  openapiRoute(app);
  plainStyleRoute(app);
  if (options.pages !== undefined) await servePages(app, options.pages, application.catalogue);
}

/** Whatever a handler logs, no secret gets into the log. */
function quiet(log: HttpOptions['log']): FastifyBaseLogger {
  const secrets = ['authorization', 'cookie', 'password', 'secret', 'token'];
  const paths = secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  return log.child({}, { redact: [...paths, '*["set-cookie"]', '*.*["set-cookie"]'] });
}
