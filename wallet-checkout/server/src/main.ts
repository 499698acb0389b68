import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { fileURLToPath } from 'node:url';
import { TanglegateError } from '@tanglegate/core/errors';
import { openSigningKey } from '@tanglegate/did/signing-key';
import { pino } from 'pino';
import { doorCredentialsElsewhere } from './adapters/mqtt/door-credentials-elsewhere.ts';
import { composeCheckout, type Checkout } from './compose.ts';
import { readBrokerAccess, readCheckoutSettings, readLogLevel } from './settings.ts';

const built = (folder: string): string => fileURLToPath(new URL(`../../../${folder}/dist`, import.meta.url));
/** As `npm run build:pages` leaves them. */
const pages = { checkout: built('wallet-checkout/web'), door: built('door-client/page') };

const HELP = `npm run checkout: pages, API, orders and tickets, alone (npm start runs it together with everything else).

Settings come from the environment; .env.example has all of them:
  TANGLEGATE_MQTT_USERNAME  required: the checkout's credential at the broker
  TANGLEGATE_MQTT_PASSWORD  required
  TANGLEGATE_MQTT_URL       the broker (mqtt://127.0.0.1:1883)
  TANGLEGATE_DATA           the folder for orders and keys (data)
  TANGLEGATE_DATABASE_URL   PostgreSQL for the orders instead, like postgres://user:password@host:5432/database
  TANGLEGATE_DATABASE_POOL  connections at most, 2 to 100 (10)
  TANGLEGATE_PORT           pages and API on 127.0.0.1 (8080)
  TANGLEGATE_PUBLIC_URL     how the outside reaches it; links are made from it
  TANGLEGATE_NETWORK        devnet-local, localnet, devnet, testnet, mainnet, tangle-local, shimmer
                            or stardust (devnet-local)
  TANGLEGATE_NODE_URL       other nodes than the network's public one, in order of preference
  TANGLEGATE_LOG_LEVEL      debug, info, warn or error (info)

It serves the pages as npm run build:pages left them.

Exit codes: 0 stopped, 1 could not start (the words say why), 2 a setting is wrong.
`;

/** The checkout alone, with its broker and its ledger elsewhere. */
async function start(): Promise<Checkout> {
  if (existsSync('.env')) loadEnvFile('.env');
  const settings = readCheckoutSettings(process.env);
  const log = pino({ level: readLogLevel(process.env) });
  const checkout = await composeCheckout(settings, {
    signer: openSigningKey(join(settings.dataFolder, 'signing-key.pem')).key,
    mqtt: readBrokerAccess(process.env),
    doorCredentials: doorCredentialsElsewhere,
    log,
    pages,
  });
  await checkout.start();
  log.info({ url: checkout.url }, 'the checkout is open');
  const { firstUser } = checkout;
  if (firstUser !== undefined)
    process.stdout.write(
      `Log in at ${checkout.url}/log-in as ${firstUser.user} with ${firstUser.password}\n`,
    );
  return checkout;
}

/** What is wrong and what to do, without a stack trace; anything unexpected keeps its own. */
function fail(error: unknown): never {
  if (!(error instanceof TanglegateError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exit(error.code === 'setting-wrong' ? 2 : 1);
}

function run(): void {
  const running = start().catch(fail);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void running.then(async (checkout) => {
        await checkout.close();
        process.exit(0);
      });
    });
  }
}

if (process.argv.includes('--help')) process.stdout.write(HELP);
else run();
