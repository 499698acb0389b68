import { messageOf } from '@tanglegate/core/errors';
import { Command, InvalidArgumentError } from 'commander';
import type { CrashReport } from './crash/run-crash-test.ts';

interface Options {
  readonly kills: number;
  readonly seed: number;
  readonly json?: true;
  readonly withoutGuard?: true;
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^[0-9]{1,10}$/.test(text) ? Number(text) : -1;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

function part(text: string): string {
  if (text === 'checkout') return text;
  throw new InvalidArgumentError('Choose one of: checkout.');
}

const command = new Command('crash-test')
  .description(
    'Kills the checkout with -9, again and again, while buyers order and pay, and compares its books with the ledger.',
  )
  .argument('<part>', 'what is killed: checkout', part)
  .option('--kills <number>', 'how often', whole(1, 100_000), 20)
  .option('--seed <number>', 'of the random moments and of what buyers do', whole(0, 2 ** 32 - 1), 1)
  .option('--json', 'one JSON line on standard output, and nothing else there')
  .option(
    '--without-guard',
    'with an unsafe store put in from outside, which moves the cursor first: losses must be found',
  )
  .addHelpText('after', '\nExit codes: 0 nothing lost, 1 something was lost, or the test could not be done.')
  .parse();

/** What must be zero. */
const losses = [
  'lostDeposits',
  'inventedDeposits',
  'unbalancedOrders',
  'missingTickets',
  'doubleTickets',
  'brokenPromises',
  'registerGaps',
  'seatsOutOfStep',
] as const satisfies readonly (keyof CrashReport)[];

function print(report: CrashReport, asJson: boolean): void {
  if (asJson) {
    console.log(JSON.stringify(report));
    return;
  }
  for (const [name, value] of Object.entries(report)) console.log(`${name.padEnd(20)} ${String(value)}`);
}

// Through `exit`, so that no temporary folder stays behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

try {
  const { kills, seed, json, withoutGuard = false } = command.opts<Options>();
  const say = (words: string): void => {
    console.error(words);
  };
  // Not before the arguments are right: all parts of Tanglegate are loaded with it.
  const { runCrashTest } = await import('./crash/run-crash-test.ts');
  const report = await runCrashTest({ kills, seed, withoutGuard, say });
  print(report, json === true);
  if (losses.some((name) => report[name] !== 0)) process.exitCode = 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
