import { createServer, type AddressInfo } from 'node:net';
import { TanglegateError } from '@tanglegate/core/errors';
import type { DoorView } from '@tanglegate/core/http/doors';
import type { DoorId } from '@tanglegate/core/ids';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { readDemoEvents } from './adapters/event-file/demo-events.ts';
import type { PageFolders } from './adapters/http/app-options.ts';
import { buildApp } from './adapters/http/app.ts';
import { doorLink } from './adapters/http/door-link.ts';
import { composeAccounts, composeDoorAdmin } from './compose-accounts.ts';
import { composeBackbone, type Backbone, type BackboneDeps } from './compose-backbone.ts';
import type { EventDefinition } from './domain/event-definition.ts';
import type { Catalogue } from './ports/application.ts';
import type { ImportedEvent } from './ports/catalogue-store.ts';
import type { DoorCredentials } from './ports/credentials.ts';
import type { CheckoutSettings, HttpSettings } from './settings.ts';
import { ensureDemo } from './use-cases/ensure-demo.ts';

export interface CheckoutDeps extends BackboneDeps {
  readonly doorCredentials: DoorCredentials;
  /** Other parts' routes on the same server: the broker's WebSocket, the validator's HTTP twin. */
  readonly plugins?: readonly FastifyPluginAsync[];
  readonly pages?: PageFolders;
  /** Where a door finds MQTT over WebSocket; by default `/mqtt` on the page's own origin. */
  readonly doorMqttUrl?: string;
}

export interface Checkout {
  readonly app: FastifyInstance;
  /** How the outside reaches it. */
  readonly url: string;
  readonly importEvent: (definition: EventDefinition) => Promise<ImportedEvent>;
  /** Something to buy on a development ledger that has nothing to sell. @returns whether the demo is on sale here */
  readonly ensureDemo: () => Promise<boolean>;
  /** A link that makes the device which opens it this door: good once, for ten minutes. @throws TanglegateError `door-unknown` */
  readonly inviteDoor: (door: DoorId) => Promise<string>;
  listDoors(): Promise<DoorView[]>;
  readonly catalogue: Catalogue;
  readonly health: Backbone['health'];
  /**
   * Of a new installation's first user, from its first start on: to be printed once, for it is kept nowhere. A start that failed
   * has made none.
   */
  readonly firstUser: { readonly user: string; readonly password: string } | undefined;
  /** Starts everything and listens on 127.0.0.1. @throws TanglegateError `port-taken` */
  start(): Promise<void>;
  /** Within a second. Twice is once. */
  close(): Promise<void>;
}

/** The links that the pages make need the port before anybody listens on it. */
async function portFor(wanted: number): Promise<number> {
  if (wanted !== 0) return wanted;
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo; // A server that listens on TCP has such an address.
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function listen(app: FastifyInstance, port: number): Promise<void> {
  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (cause) {
    throw new TanglegateError(
      'port-taken',
      `TANGLEGATE_PORT is ${port}, and another program uses that port. Stop it, or set another port.`,
      { cause },
    );
  }
}

/** Origins of node and faucet, which the page's development wallet speaks to. */
function walletOrigins({ network }: Backbone): string[] {
  const { developmentWallet } = network;
  if (developmentWallet === undefined) return [];
  return [
    ...new Set([developmentWallet.rpcUrl, developmentWallet.faucetUrl].map((url) => new URL(url).origin)),
  ];
}

async function composeEdge(backbone: Backbone, url: string, http: HttpSettings, deps: CheckoutDeps) {
  const { ordersPerTenMinutes, trustProxy } = http;
  const { db, clock } = backbone;
  const accounts = composeAccounts({ db, clock });
  const doors = composeDoorAdmin({ db, clock, credentials: deps.doorCredentials }, deps.doorMqttUrl);
  const app = await buildApp(
    { ...backbone, accounts, doors },
    {
      publicUrl: url,
      log: deps.log,
      limits: { ordersPerTenMinutes },
      ...(trustProxy === undefined ? {} : { trustProxy }),
      connectSources: walletOrigins(backbone),
      ...(deps.plugins === undefined ? {} : { plugins: deps.plugins }),
      ...(deps.pages === undefined ? {} : { pages: deps.pages }),
    },
  );
  return { app, accounts, doors };
}

/** The whole checkout. @throws TanglegateError naming what is wrong with settings or data */
export async function composeCheckout(settings: CheckoutSettings, deps: CheckoutDeps): Promise<Checkout> {
  const port = await portFor(settings.port);
  const url = settings.publicUrl ?? `http://127.0.0.1:${port}`;
  const backbone = await composeBackbone(settings, deps);
  try {
    const { app, accounts, doors } = await composeEdge(backbone, url, settings.http, deps);
    const { organiser, ledger } = settings;
    const demo = () => ensureDemo(organiser.id, readDemoEvents(backbone.network.coin), backbone);
    let closed: Promise<void> | undefined;
    let firstUser: Checkout['firstUser'];
    return {
      app,
      url,
      importEvent: backbone.importEvent,
      listDoors: () => doors.list(organiser.id),
      catalogue: backbone.catalogue,
      ensureDemo: () => (ledger.network.isDevelopment ? demo() : Promise.resolve(false)),
      inviteDoor: async (door) => doorLink(url, (await doors.invite(organiser.id, door)).code),
      health: backbone.health,
      get firstUser() {
        return firstUser;
      },
      async start() {
        await listen(app, port);
        firstUser = await accounts.ensureFirstUser(organiser.id);
        backbone.start();
      },
      close: () => (closed ??= app.close().then(() => backbone.stop())),
    };
  } catch (error) {
    await backbone.stop();
    throw error;
  }
}
