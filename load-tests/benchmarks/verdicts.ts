import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

const WARM_UP_MS = 1_000;
const MEASURE_MS = 3_000;
/** More than any machine that this ran on could use up. */
const TICKETS_PER_SECOND = 25_000;

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
  passes: readonly string[],
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
    { log: pino({ level: 'warn' }) },
  );
  const answering = {
    mqttUrl: broker.tcpUrl,
    venue,
    ...broker.credentials.issue({ role: 'validator', venue }, 'bench'),
  };
  const doors = doorIds(doorCount);
  try {
    const { passes, entries } = await makeBenchVenue(
      doors,
      (TICKETS_PER_SECOND * (WARM_UP_MS + MEASURE_MS)) / 1_000,
    );

    const echo = startChild('echo.ts', answering satisfies EchoOrder);
    await echo.answer();
    const bare = figuresOf(await scanFor(broker, doors, passes));
    await echo.stop();

    const validator = startChild('validator.ts', {
      ...answering,
      file: join(folder, 'validator.sqlite'),
    } satisfies ValidatorOrder);
    await validator.answer();
    await announce(
      { url: broker.tcpUrl, ...broker.credentials.issue({ role: 'checkout' }, 'bench') },
      entries,
    );
    const answered = await scanFor(broker, doors, passes);
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
    };
  } finally {
    await broker.close();
  }
}

/** Durable verdicts against a bare echo through the same broker, QoS 1, one scan outstanding per door. */
export async function* benchVerdicts(options: { doors: readonly number[] }): AsyncGenerator<BenchLine> {
  for (const count of options.doors) {
    const folder = mkdtempSync(join(tmpdir(), 'tg-bench-'));
    try {
      yield await measure(folder, count);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
