import { join } from 'node:path';
import { SECOND, systemClock, type Clock } from '@tanglegate/core/clock';
import type { Network } from '@tanglegate/core/http/network';
import type { PassSigner } from '@tanglegate/core/pass/static-pass';
import { signDocument } from '@tanglegate/did/signed-document';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from './adapters/database/database.ts';
import { mqttBus, type BrokerAccess } from './adapters/mqtt/mqtt-bus.ts';
import { openKeyFile } from './adapters/secrets/key-file.ts';
import { nodeSecrets } from './adapters/secrets/node-secrets.ts';
import { composeApplication } from './compose-application.ts';
import { composeChanges } from './compose-changes.ts';
import { composeDemoPool } from './compose-demo-pool.ts';
import { composeDuty } from './compose-duty.ts';
import { composeLedger } from './compose-ledger.ts';
import { composeStores } from './compose-stores.ts';
import type { EventDefinition } from './domain/event-definition.ts';
import type { Health } from './ports/application.ts';
import type { ImportedEvent } from './ports/catalogue-store.ts';
import type { Changes } from './ports/changes.ts';
import type { LedgerHealth } from './ports/ledger-health.ts';
import type { Ledger } from './ports/ledger.ts';
import type { Store } from './ports/store.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import type { CheckoutSettings } from './settings.ts';
import { importEvent } from './use-cases/import-event.ts';
import { repeat, type Repeated } from './use-cases/repeat.ts';
import { reportHealth } from './use-cases/report-health.ts';
import { watchMoney } from './use-cases/watch-money.ts';

export interface BackboneDeps {
  /** Signs tickets; it can spend nothing. */
  readonly signer: PassSigner & { readonly publicKey: string };
  readonly mqtt: BrokerAccess;
  readonly log: Logger;
  readonly clock?: Clock;
  /** What stands around the database: for tests, which put an unsafe part there from outside. */
  readonly aroundStore?: (store: Store) => Store;
}

/** Everything of the checkout but its edge: what HTTP may ask, and what goes on by itself. */
export interface Backbone extends ReturnType<typeof composeApplication> {
  readonly health: Health;
  readonly network: Network;
  readonly db: Kysely<Database>;
  readonly changes: Changes;
  readonly clock: Clock;
  readonly importEvent: (definition: EventDefinition) => Promise<ImportedEvent>;
  start(): void;
  stop(): Promise<void>;
}

export function networkOf(
  { network, nodeUrl, explorerUrl }: LedgerSettings,
  { name, terms }: Ledger,
): Network {
  const { words, chain, deepLinkScheme, faucetUrl } = network;
  return {
    ledger: name,
    name: words,
    coin: terms.coin,
    ...(chain === undefined ? {} : { chain }),
    ...(deepLinkScheme === undefined ? {} : { deepLinkScheme }),
    ...(explorerUrl === undefined ? {} : { explorerUrl }),
    ...(faucetUrl === undefined ? {} : { developmentWallet: { rpcUrl: nodeUrl, faucetUrl } }),
  };
}

/** Adding up everything reads an index entry per order that holds money, and per deposit. */
const ADD_UP_MS = 30 * SECOND;

/** Opens the database and makes the parts; nothing goes on before `start`. @throws TanglegateError naming what is wrong with settings or data */
export async function composeBackbone(settings: CheckoutSettings, deps: BackboneDeps): Promise<Backbone> {
  const { log, signer, clock = systemClock, aroundStore } = deps;
  const { organiser, lowPool } = settings;
  const stopping = new AbortController();
  const { pollMs } = settings.ledger;
  const ledger = composeLedger(settings.ledger, stopping.signal, {
    ...{ clock, random: Math.random },
    // Nodes are first asked when everything below is there.
    changed: (nodes) => {
      log.info({ nodes }, 'nodes of the ledger');
      changes.tell('ledger', undefined);
    },
  });
  const secrets = nodeSecrets(openKeyFile(join(settings.dataFolder, 'link-key')));
  const stores = await composeStores(settings, { ledger, secrets, signer, clock, log, aroundStore });
  const demoPool = composeDemoPool(settings, { ...stores, clock, log, signal: stopping.signal });
  const changes = composeChanges(settings, stores.db, log);
  const { leastOutput } = ledger.terms;
  const parts = { ...stores, ledger, clock, changes, log, signer, secrets, leastOutput, pollMs };
  const moneyWatch = watchMoney({ money: stores.money, changes, log });
  const openBus = () => mqttBus(deps.mqtt, { clock, log });
  const { database } = settings;
  const duty = composeDuty({ ...parts, organiser: organiser.id, lowPool, database, openBus, demoPool });
  const { terms } = ledger;
  const ledgerHealth = (): LedgerHealth => ({ ...duty.ledgerHealth(), nodes: ledger.nodes() });
  const network = networkOf(settings.ledger, ledger);
  const application = composeApplication({
    ...parts,
    times: settings,
    terms,
    ledgerHealth,
    lowPool,
    unaccounted: () => moneyWatch.unaccounted(),
    network,
    signDocument: (type, payload) => signDocument(type, payload, signer),
  });
  const health = { clock, pool: stores.pool, organiser: organiser.id, lowPool, bus: duty.bus, ledgerHealth };
  let adding: Repeated | undefined;
  return {
    ...application,
    health: { report: () => reportHealth(health) },
    network,
    db: stores.db,
    changes,
    clock,
    importEvent: (definition) => importEvent(organiser.id, definition, parts),
    start() {
      changes.start();
      duty.start();
      // Each checkout for its own pages: nothing is written.
      adding = repeat('adding up the money', ADD_UP_MS, () => moneyWatch.check(), log);
    },
    async stop() {
      stopping.abort();
      await Promise.all([duty.stop(), adding?.stop()]);
      await changes.stop();
      await stores.db.destroy();
    },
  };
}
