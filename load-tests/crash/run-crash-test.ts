import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { composeBroker } from '@tanglegate/broker/compose';
import { pino } from 'pino';
import { inTemporaryFolder } from '../benchmarks/temporary-folder.ts';
import { startChild } from '../processes/child.ts';
import type { DevnetAnswer, DevnetOrder } from '../processes/devnet.ts';
import type { KilledCheckoutOrder } from '../processes/killed-checkout.ts';
import { bundleCheckout } from './bundled-checkout.ts';
import { startBuyers } from './buyers.ts';
import { readBooks, unfinished } from './checkout-books.ts';
import { compare, type Books, type Findings, type Promises } from './compare.ts';
import { readLedger, tipOf } from './ledger-truth.ts';
import { prepareVenue, type PreparedVenue } from './prepare-venue.ts';
import { witnessRegister, type RegisterWitness } from './register-witness.ts';
import { seeded, type Seeded } from './seeded.ts';
import { shopAt } from './shop.ts';
import { standbys, type Standbys, type Victim } from './standby.ts';

export interface CrashOptions {
  readonly kills: number;
  readonly seed: number;
  /** Put the unsafe store into the checkout: the cursor moves before the deposits are written. */
  readonly withoutGuard: boolean;
  readonly say: (words: string) => void;
}

export interface CrashReport extends Findings {
  readonly kills: number;
  readonly seed: number;
  /** Kills that came before the checkout listened: while it opened its data and read what was left undone. */
  readonly killedWhileStarting: number;
  readonly orders: number;
  readonly paid: number;
  readonly deposits: number;
  readonly refunds: number;
  readonly tickets: number;
  readonly seconds: number;
}

/** One kill in four comes while the checkout opens its data and reads what was left undone; the others while it serves. */
const EARLY_SHARE = 0.25;
const LONGEST_START_MS = 250;
const LONGEST_LIFE_MS = 600;
const START_MS = 30_000;
/** How long the next payment may take to arrive, and how long the unsafe store then stands between its two writes. */
const NEXT_PAYMENT_MS = 10_000;
const UNSAFE_GAP_MS = 3_000;
const CATCH_UP_MS = 60_000;
const TIMES = { orderMs: 2_500, graceMs: 500 };
const LIFE_MS = TIMES.orderMs + TIMES.graceMs;
const POLL_MS = 50;
/** For each kill, and some to begin with. Some are lost with the answers that nobody heard. */
const ORDERS_PER_KILL = 40;
const SPARE_ORDERS = 1_000;
const STANDBYS = 3;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo; // Listening on TCP, it is always this.
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

interface Killing extends CrashOptions {
  readonly waiting: Standbys;
  readonly order: KilledCheckoutOrder;
}

/** Resolves at the moment to kill it. */
async function untilItsEnd(victim: Victim, random: Seeded, { withoutGuard }: CrashOptions): Promise<void> {
  await victim.hears('starting', START_MS);
  if (withoutGuard) {
    await victim.hears('between', START_MS + NEXT_PAYMENT_MS);
  } else if (random.next() < EARLY_SHARE) {
    await pause(random.whole(0, LONGEST_START_MS));
  } else {
    await victim.hears('open', START_MS);
    await pause(random.whole(0, LONGEST_LIFE_MS));
  }
}

/** Starts it, kills it at a random moment, and again. @returns how many kills came before it listened */
async function killAgainAndAgain({ waiting, order, ...options }: Killing): Promise<number> {
  const { kills, seed, say } = options;
  const random = seeded(seed, 'kills');
  let early = 0;
  for (let kill = 1; kill <= kills; kill++) {
    const victim = waiting.start(order);
    await untilItsEnd(victim, random, options);
    await victim.kill();
    if (!victim.hasSaid('open')) early++;
    if (kill % 50 === 0 || kill === kills) say(`${kill} of ${kills} kills`);
  }
  return early;
}

interface Finished {
  readonly file: string;
  readonly rpcUrl: string;
  readonly witness: RegisterWitness;
}

/** Everything that is on the ledger now is dealt with, no hold is left, and every register entry was sent. */
async function untilCaughtUp({ file, rpcUrl, witness }: Finished): Promise<void> {
  const tip = await tipOf(rpcUrl);
  const giveUpAt = Date.now() + CATCH_UP_MS;
  for (;;) {
    const { cursor, ...left } = unfinished(file);
    const isDone = cursor >= tip && Object.values(left).every((count) => count === 0);
    if ((await witness.level()) && isDone) return;
    if (Date.now() > giveUpAt)
      throw new Error(
        `after ${CATCH_UP_MS} ms the checkout has not caught up: ${JSON.stringify({ tip, cursor, ...left })}`,
      );
    await pause(200);
  }
}

interface Ready extends CrashOptions {
  readonly order: KilledCheckoutOrder;
  readonly devnet: DevnetAnswer;
  readonly witness: RegisterWitness;
  readonly prepared: PreparedVenue;
  readonly waiting: Standbys;
  readonly url: string;
  readonly file: string;
  readonly closing: AbortSignal;
}

async function killAndCompare(ready: Ready): Promise<Omit<CrashReport, 'seconds'>> {
  const { order, devnet, witness, prepared, waiting, url, file, closing, kills, seed, say } = ready;
  const promises: Promises = { orders: new Set(), tickets: new Map() };
  const buyers = startBuyers(devnet, {
    ...{
      shop: shopAt(url, closing),
      event: prepared.event,
      tiers: prepared.tiers,
      promises,
      lifeMs: LIFE_MS,
      seed,
    },
    mostOrders: kills * ORDERS_PER_KILL,
  });
  const killedWhileStarting = await Promise.race([killAgainAndAgain(ready), buyers.failed]);
  const last = waiting.start({ ...order });
  await last.hears('open', START_MS);
  say('the last start: the buyers finish, and the checkout catches up');
  await buyers.leave();
  await untilCaughtUp({ file, rpcUrl: devnet.rpcUrl, witness });
  await last.kill();
  const books = readBooks(file);
  const addresses = new Set(books.orders.flatMap(({ address }) => address ?? []));
  const truth = await readLedger(devnet.rpcUrl, addresses);
  const findings = compare({ truth, books, promises, witnessed: witness.witnessed(), lifeMs: LIFE_MS });
  return { kills, seed, killedWhileStarting, ...counted(books, truth.length), ...findings };
}

function counted({ orders, refunds, tickets }: Books, deposits: number) {
  const paid = orders.filter(({ state, address }) => state === 'paid' && address !== null).length;
  return { orders: orders.length, paid, deposits, refunds: refunds.length, tickets: tickets.length };
}

function orderFor(
  folder: string,
  port: number,
  rest: Pick<KilledCheckoutOrder, 'mqtt'> & { rpcUrl: string; withoutGuard: boolean },
): KilledCheckoutOrder {
  return {
    environment: {
      TANGLEGATE_DATA: join(folder, 'checkout'),
      TANGLEGATE_PORT: String(port),
      TANGLEGATE_NODE_URL: rest.rpcUrl,
      TANGLEGATE_POLL_MS: String(POLL_MS),
      TANGLEGATE_ORDER_LIMIT: '1000000',
      // The pool is filled beforehand: nothing is left to derive.
      TANGLEGATE_DEV_POOL: '1',
    },
    times: TIMES,
    signingKey: join(folder, 'signing-key.pem'),
    mqtt: rest.mqtt,
    ...(rest.withoutGuard ? { unsafeGapMs: UNSAFE_GAP_MS } : {}),
  };
}

async function runIn(folder: string, options: CrashOptions): Promise<Omit<CrashReport, 'seconds'>> {
  const log = pino({ level: 'fatal' }, pino.destination(2));
  const devnetProcess = startChild<DevnetAnswer>('devnet.ts', {
    dataFolder: join(folder, 'devnet'),
  } satisfies DevnetOrder);
  const broker = await composeBroker({ folder: join(folder, 'broker'), mqttPort: 0 }, { log });
  const access = (role: Parameters<typeof broker.credentials.issue>[0], name: string) => ({
    url: broker.tcpUrl,
    ...broker.credentials.issue(role, name),
  });
  const port = await freePort();
  const devnet = await devnetProcess.answer();
  const { withoutGuard } = options;
  const order = orderFor(folder, port, {
    mqtt: access({ role: 'checkout' }, 'crash'),
    rpcUrl: devnet.rpcUrl,
    withoutGuard,
  });
  const prepared = await prepareVenue(order, SPARE_ORDERS + options.kills * ORDERS_PER_KILL);
  const { venue } = prepared;
  const witness = await witnessRegister(access({ role: 'validator', venue }, 'witness'), venue);
  const waiting = standbys(await bundleCheckout(folder), STANDBYS);
  const file = join(folder, 'checkout', 'checkout.sqlite');
  const closing = new AbortController();
  try {
    return await killAndCompare({
      ...options,
      ...{
        order,
        devnet,
        witness,
        prepared,
        waiting,
        file,
        closing: closing.signal,
        url: `http://127.0.0.1:${port}`,
      },
    });
  } finally {
    closing.abort();
    waiting.end();
    await witness.close();
    await broker.close();
    await devnetProcess.stop();
  }
}

/**
 * Buyers order and pay on a development ledger, through its SDK, while the checkout is killed with -9 and started again on the
 * same folder and port. Ledger, broker and buyers are not killed. At the end its books are compared with the ledger's own.
 */
export async function runCrashTest(options: CrashOptions): Promise<CrashReport> {
  const startedAt = performance.now();
  const report = await inTemporaryFolder((folder) => runIn(folder, options));
  return { ...report, seconds: Math.round((performance.now() - startedAt) / 1_000) };
}
