import { join } from 'node:path';
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

/** The checkout alone, with its broker and its ledger elsewhere. */
async function start(): Promise<Checkout> {
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
  process.stderr.write(`${error.message} (${error.code})\n`);
  process.exit(1);
}

const running = start().catch(fail);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void running.then(async (checkout) => {
      await checkout.close();
      process.exit(0);
    });
  });
}
