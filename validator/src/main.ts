import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { pino } from 'pino';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { composeValidator } from './compose.ts';
import { readSettings, type StandaloneSettings } from './settings.ts';

const HELP = `npm run validator: decides scans of one venue, alone (npm start runs it together with everything else).

Settings come from the environment:
  TANGLEGATE_MQTT_USERNAME   required: this validator's credential at the broker
  TANGLEGATE_MQTT_PASSWORD   required
  TANGLEGATE_MQTT_URL        the venue's broker (mqtt://127.0.0.1:1883)
  TANGLEGATE_VENUE           the venue (main)
  TANGLEGATE_DATA            the folder for admissions (data)
  TANGLEGATE_VALIDATOR_PORT  HTTP on 127.0.0.1: scans, /healthz, /readyz (3181)
  TANGLEGATE_LOG_LEVEL       debug, info, warn or error (info)

Exit codes: 0 stopped, 1 could not start (the words say why), 2 a setting is wrong.
`;

async function serve(settings: StandaloneSettings): Promise<void> {
  const log = pino({ name: 'validator', level: settings.logLevel });
  const validator = await composeValidator(settings, { mqtt: settings.mqtt, log });
  const app = Fastify({ forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(validator.scanRoutes);
  app.get('/healthz', () => validator.health());
  app.get('/readyz', (_request, reply) => {
    const health = validator.health();
    return reply.status(health.ready ? 200 : 503).send(health);
  });
  try {
    await app.listen({ host: '127.0.0.1', port: settings.port });
  } catch (cause) {
    await validator.close();
    const words = `127.0.0.1:${settings.port} cannot be listened on (${messageOf(cause)}): set TANGLEGATE_VALIDATOR_PORT to a free port.`;
    throw new TanglegateError('port-taken', words, { cause });
  }
  log.info({ venue: settings.venue, http: app.listeningOrigin }, 'validator started');
  const stop = (): void => {
    void (async () => {
      await app.close();
      await validator.close();
      log.info('validator stopped');
    })();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  if (existsSync('.env')) loadEnvFile('.env');
  try {
    await serve(readSettings(process.env));
  } catch (error) {
    if (!(error instanceof TanglegateError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\n`);
    process.exitCode = error.code === 'setting-wrong' ? 2 : 1;
  }
}

await main();
