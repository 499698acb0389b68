import { join } from 'node:path';
import { composeBroker, type Broker } from '@tanglegate/broker/compose';
import { composeDevnet } from '@tanglegate/devnet/compose';
import { openSigningKey } from '@tanglegate/did/signing-key';
import { composeCheckout, type Checkout } from '@tanglegate/wallet-checkout/compose';
import type { CheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { composeScanRoutes } from '@tanglegate/validator/compose';
import type { FastifyPluginAsync } from 'fastify';
import { pino, type Logger } from 'pino';
import { checkoutPages, doorPages } from '../build-pages.ts';
import { lockDataFolder } from '../lock-data.ts';
import { Venues } from './run-venues.ts';
import { untilSelling } from './until-selling.ts';
import { serviceCredentials } from './service-credentials.ts';
import type { InstallationSettings } from './settings.ts';

export interface Installation {
  readonly checkout: Checkout;
  readonly mqttUrl: string;
  /** Is the demo on sale? */
  readonly demo: boolean;
  /** Within a second, in the order that lets nothing get lost. */
  close(): Promise<void>;
}

type Closing = () => Promise<void> | void;

/** The checkout's settings, on the ledger that runs in this very process. */
async function onOwnLedger(
  settings: InstallationSettings,
  log: Logger,
  closings: Closing[],
): Promise<CheckoutSettings> {
  const { checkout, devnet: devnetSettings } = settings;
  if (devnetSettings === undefined) return checkout;
  const devnet = await composeDevnet(devnetSettings, { logger: log.child({ part: 'devnet' }) });
  closings.push(() => devnet.close());
  const network = { ...checkout.ledger.network, faucetUrl: devnet.faucetUrl };
  return { ...checkout, ledger: { ...checkout.ledger, network, nodeUrl: devnet.rpcUrl } };
}

const mqttOverWebSocket =
  (broker: Broker): FastifyPluginAsync =>
  async (app) => {
    await app.register(broker.websocketPlugin, { path: '/mqtt' });
  };

/** Every part in one process: ledger, broker, checkout, validators, gates. @throws TanglegateError naming what is wrong */
export async function composeInstallation(settings: InstallationSettings): Promise<Installation> {
  const closings: Closing[] = [];
  const close = async (): Promise<void> => {
    for (const closing of closings.splice(0).reverse()) await closing();
  };
  try {
    return { ...(await startAll(settings, closings)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startAll(
  settings: InstallationSettings,
  closings: Closing[],
): Promise<Omit<Installation, 'close'>> {
  const { dataFolder } = settings;
  const lock = lockDataFolder(dataFolder);
  closings.push(lock.release);
  const log = pino({ level: settings.logLevel });
  const checkoutSettings = await onOwnLedger(settings, log, closings);
  const broker = await composeBroker(settings.broker, { log: log.child({ part: 'broker' }) });
  closings.push(() => broker.close());
  const credentials = serviceCredentials(broker);
  const verifyDoor = (username: string, password: string) =>
    Promise.resolve(broker.credentials.verify(username, password));

  const scanRoutes = composeScanRoutes({ scansOf: (venue) => venues.validatorOf(venue)?.scans, verifyDoor });
  const checkout = await composeCheckout(checkoutSettings, {
    signer: openSigningKey(join(dataFolder, 'signing-key.pem')).key,
    mqtt: credentials.issue({ role: 'checkout' }),
    doorCredentials: broker.credentials,
    log: log.child({ part: 'checkout' }),
    plugins: [mqttOverWebSocket(broker), scanRoutes],
    pages: { checkout: checkoutPages, door: doorPages },
  });
  closings.push(() => checkout.close());
  const demo = await checkout.ensureDemo();
  const { simulatedGates } = settings;
  const listDoors = () => checkout.listDoors();
  const venues = new Venues({ dataFolder, credentials, verifyDoor, listDoors, simulatedGates, log });
  closings.push(() => venues.stop());
  await venues.start();
  await checkout.start();
  await untilSelling(checkout);
  return { checkout, mqttUrl: broker.tcpUrl, demo };
}
