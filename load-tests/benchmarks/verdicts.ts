import { join } from 'node:path';
import { composeBroker, type Broker } from '@tanglegate/broker/compose';
import type { DoorId } from '@tanglegate/core/ids';
import { pino } from 'pino';
import { quantile, rounded, type BenchLine } from '../figures.ts';
import { startChild } from '../processes/child.ts';
import type { DoorsAnswer, DoorsOrder } from '../processes/doors.ts';
import type { EchoOrder } from '../processes/echo.ts';
import type { ValidatorOrder } from '../processes/validator.ts';
import { announce, doorIds, makeBenchVenue, venue } from './bench-venue.ts';
import { timeFlushes } from './flush-times.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const WARM_UP_MS = 1_000;
const MEASURE_MS = 3_000;
/** For the echo, which does not read them. */
const ECHOED_PASSES = 100;
/** Tickets are made for a validator that is so much faster than the echo: they never run out. */
const HEADROOM = 1.1;

interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

function figuresOf({ latenciesMs, elapsedMs }: DoorsAnswer): Figures {
  return {
    perSecond: (1_000 * latenciesMs.length) / elapsedMs,
    p50: quantile(latenciesMs, 0.5),
    p99: quantile(latenciesMs, 0.99),
  };
}

async function scanFor(
  broker: Broker,
  doors: readonly DoorId[],
  { passes, repeat }: Pick<DoorsOrder, 'passes' | 'repeat'>,
): Promise<DoorsAnswer> {
  const order: DoorsOrder = {
    mqttUrl: broker.tcpUrl,
    venue,
    doors: await Promise.all(
      doors.map(async (door) => ({
        door,
        ...(await broker.credentials.issueDoor({ venue, door, label: 'bench' })),
      })),
    ),
    passes,
    repeat,
    warmUpMs: WARM_UP_MS,
    measureMs: MEASURE_MS,
  };
  const child = startChild<DoorsAnswer>('doors.ts', order);
  try {
    return await child.answer();
  } finally {
    await child.stop();
  }
}

/** Broker, doors and whoever answers each in a process of its own; echo and validator in turn, with the same doors. */
async function measure(folder: string, doorCount: number): Promise<BenchLine> {
  const broker = await composeBroker(
    { folder: join(folder, 'broker'), mqttPort: 0 },
    { log: pino({ level: 'warn' }, pino.destination(2)) },
  );
  const answering = {
    mqttUrl: broker.tcpUrl,
    venue,
    ...broker.credentials.issue({ role: 'validator', venue }, 'bench'),
  };
  const doors = doorIds(doorCount);
  try {
    const echo = startChild('echo.ts', answering satisfies EchoOrder);
    await echo.answer();
    const echoed = await makeBenchVenue(doors, ECHOED_PASSES);
    const bare = figuresOf(await scanFor(broker, doors, { passes: echoed.passes, repeat: true }));
    await echo.stop();

    const tickets = Math.ceil((HEADROOM * bare.perSecond * (WARM_UP_MS + MEASURE_MS)) / 1_000);
    const { passes, entries } = await makeBenchVenue(doors, tickets);
    const validator = startChild('validator.ts', {
      ...answering,
      file: join(folder, 'validator.sqlite'),
    } satisfies ValidatorOrder);
    await validator.answer();
    await announce(
      { url: broker.tcpUrl, ...broker.credentials.issue({ role: 'checkout' }, 'bench') },
      entries,
    );
    const answered = await scanFor(broker, doors, { passes, repeat: false });
    await validator.stop();
    const durable = figuresOf(answered);
    if (Object.keys(answered.decisions).join() !== 'admit')
      throw new Error(`not only admits: ${JSON.stringify(answered.decisions)}`);

    return {
      bench: `verdicts-${doorCount}-doors`,
      ratio: rounded(durable.perSecond / bare.perSecond),
      verdictsPerSecond: Math.round(durable.perSecond),
      echoesPerSecond: Math.round(bare.perSecond),
      p50Ms: rounded(durable.p50),
      p99Ms: rounded(durable.p99),
      echoP50Ms: rounded(bare.p50),
      echoP99Ms: rounded(bare.p99),
      ...timeFlushes(folder),
    };
  } finally {
    await broker.close();
  }
}

/** Durable verdicts against a bare echo through the same broker, QoS 1, one scan outstanding per door. */
export async function* benchVerdicts(options: { doors: readonly number[] }): AsyncGenerator<BenchLine> {
  for (const count of options.doors) yield await inTemporaryFolder((folder) => measure(folder, count));
}
