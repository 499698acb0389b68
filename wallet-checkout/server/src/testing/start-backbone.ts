import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeBroker, type Broker } from '@tanglegate/broker/compose';
import { composeDevnet, type Devnet } from '@tanglegate/devnet/compose';
import { makePayer, type Payer } from '@tanglegate/devnet/testing/pay';
import { temporarySigningKey } from '@tanglegate/did/signing-key';
import { pino, type Logger } from 'pino';
import { onTestFinished, vi } from 'vitest';
import type { BrokerAccess } from '../adapters/mqtt/mqtt-bus.ts';
import { composeBackbone, type Backbone, type BackboneDeps } from '../compose-backbone.ts';
import { readCheckoutSettings, type CheckoutSettings } from '../settings.ts';
import { databaseAt } from './test-database.ts';

/** Gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-checkout-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export const silent: Logger = pino({ level: 'silent' });

/** Nobody listens there: for tests that need no broker. */
export const noBroker = { url: 'mqtt://127.0.0.1:1', username: 'checkout', password: 'none' };
const NO_NODE = 'http://127.0.0.1:1';

/** Settings of a quick checkout: polls often, a small pool of addresses. */
export function testSettings(changes: Partial<CheckoutSettings> = {}, nodeUrl = NO_NODE): CheckoutSettings {
  const settings = readCheckoutSettings({
    TANGLEGATE_PORT: '0',
    TANGLEGATE_NODE_URL: nodeUrl,
    TANGLEGATE_POLL_MS: '50',
    TANGLEGATE_DEV_POOL: '20',
  });
  return { ...settings, dataFolder: temporaryFolder(), ...changes };
}

/** A checkout without its HTTP edge, running, and stopped when the test is over. */
export async function startBackbone(
  settings: CheckoutSettings = testSettings(),
  deps: Partial<BackboneDeps> = {},
): Promise<Backbone> {
  const signer = temporarySigningKey();
  const where = await databaseAt(settings.dataFolder);
  const backbone = await composeBackbone(
    { ...where, ...settings },
    { signer, mqtt: noBroker, log: silent, ...deps },
  );
  const stopped: { done?: Promise<void> } = {};
  const stop = (): Promise<void> => (stopped.done ??= backbone.stop());
  onTestFinished(stop);
  backbone.start();
  return { ...backbone, stop };
}

export async function startDevnet(): Promise<Devnet & { payer: () => Promise<Payer> }> {
  const devnet = await composeDevnet({ dataFolder: temporaryFolder(), checkpointIntervalMs: 50 });
  onTestFinished(() => devnet.close());
  return { ...devnet, payer: () => makePayer(devnet) };
}

export interface TestBroker extends Broker {
  /** The checkout's own. */
  readonly access: BrokerAccess;
}

/** The real broker, with a credential for the checkout. */
export async function startBroker(): Promise<TestBroker> {
  const broker = await composeBroker({ folder: temporaryFolder(), mqttPort: 0 }, { log: silent });
  onTestFinished(() => broker.close());
  const access = { url: broker.tcpUrl, ...broker.credentials.issue({ role: 'checkout' }, 'checkout') };
  return { ...broker, access };
}

/** Until paid tickets can be sold: the ledger is followed, and there is an address to hand out. */
export async function untilSelling(backbone: Backbone): Promise<void> {
  await vi.waitFor(
    async () => {
      const { parts } = await backbone.health.report();
      const isReady = (part: string): boolean => parts.some(({ name, ok }) => name === part && ok);
      if (!isReady('addresses') || !isReady('ledger')) throw new Error('not yet');
    },
    { timeout: 15_000 },
  );
}
