import { messageOf } from '@tanglegate/core/errors';
import { Command, InvalidArgumentError } from 'commander';
import { benchCatchUp } from './benchmarks/catch-up.ts';
import { benchFollower } from './benchmarks/follower.ts';
import { benchIssuing } from './benchmarks/issuing.ts';
import { benchOrders } from './benchmarks/orders.ts';
import { benchVerdicts } from './benchmarks/verdicts.ts';
import type { BenchLine } from './figures.ts';

interface Options {
  readonly doors: readonly number[];
  readonly json?: true;
}

const benchmarks: Readonly<Record<string, (options: Options) => AsyncIterable<BenchLine>>> = {
  verdicts: benchVerdicts,
  issuing: benchIssuing,
  orders: benchOrders,
  follower: benchFollower,
  'catch-up': benchCatchUp,
};

function doorCounts(text: string): number[] {
  const counts = text.split(',').map(Number);
  if (counts.every((count) => Number.isInteger(count) && count >= 1 && count <= 1_000)) return counts;
  throw new InvalidArgumentError('Give numbers of doors from 1 to 1000, like 8,64.');
}

function benchmarkName(text: string): string {
  if (Object.hasOwn(benchmarks, text)) return text;
  throw new InvalidArgumentError(`Choose one of: ${Object.keys(benchmarks).join(', ')}.`);
}

const command = new Command('bench')
  .description('Measures this machine. Every ratio compares two things measured in the same run.')
  .argument('[name]', `one of ${Object.keys(benchmarks).join(', ')}; all of them without it`, benchmarkName)
  .option('--json', 'one JSON line per benchmark, and nothing else')
  .option('--doors <numbers>', 'for verdicts: how many doors scan at once', doorCounts, [8, 64])
  .addHelpText('after', '\nExit codes: 0 measured, 1 something failed or was interrupted.')
  .parse();

function print(line: BenchLine, asJson: boolean): void {
  if (asJson) {
    console.log(JSON.stringify(line));
    return;
  }
  const { bench, ...figures } = line;
  console.log(bench);
  for (const [name, value] of Object.entries(figures)) console.log(`  ${name.padEnd(24)} ${value}`);
}

// Through `exit`, so that no temporary folder stays behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

try {
  const options = command.opts<Options>();
  const [name] = command.args;
  for (const [candidate, run] of Object.entries(benchmarks)) {
    if (name !== undefined && name !== candidate) continue;
    for await (const line of run(options)) print(line, options.json === true);
  }
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
