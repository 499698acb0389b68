import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import type { TanglegateError } from '@tanglegate/core/errors';
import { messageOf } from '@tanglegate/core/errors';
import { Command } from 'commander';
import { pino } from 'pino';
import { buildHornet } from './adapters/tangle/build-hornet.ts';
import type { Tangle } from './compose-tangle.ts';
import { composeTangle } from './compose-tangle.ts';
import type { TangleSettings } from './tangle-settings.ts';
import { readTangleSettings } from './tangle-settings.ts';

const help = `
Settings (environment):
  TANGLEGATE_DATA                 folder for all data; the Tangle is kept in its tangle/ (default: data)
  TANGLEGATE_TANGLE_PORT          port of the node's REST API (default: 14265)
  TANGLEGATE_TANGLE_FAUCET_PORT   port of the faucet (default: 8091)
  TANGLEGATE_TANGLE_MILESTONE_MS  milliseconds between milestones (default: 5000)

The node is Hornet, built by Go (https://go.dev/dl, 1.21 or later) the first time, which takes two to three minutes.

Exit codes: 0 stopped, 1 could not start, or the node ended by itself.`;

const command = new Command('tangle')
  .description(
    'A private IOTA Tangle (Stardust): a real Hornet node, a coordinator and a faucet, on 127.0.0.1 only. Its coins are worth nothing.',
  )
  .option('--fresh', 'forget the Tangle that is there and begin with a new one')
  .option('--build', 'only build the node')
  .addHelpText('after', help);

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const build = {
  onBuild: () => {
    say('Building the node with Go. This takes two to three minutes, once.');
  },
};

async function main(): Promise<void> {
  const { fresh, build: onlyBuild } = command.parse().opts<{ fresh?: true; build?: true }>();
  if (existsSync('.env')) loadEnvFile('.env');
  const settings = readTangleSettings(process.env);
  if (onlyBuild) {
    say(`The node is ${await buildHornet(build)}`);
    return;
  }
  const tangle = await composeTangle(
    { ...settings, milestones: 'timer', fresh: fresh ?? false },
    { logger: pino({ level: 'warn' }, process.stderr), build, onNodeEnd },
  );
  const stop = (): void => {
    void tangle.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  say(describe(tangle, settings)); // Last: whoever reads it may send a signal at once.
}

function describe(tangle: Tangle, { dataFolder, intervalMs }: TangleSettings): string {
  return [
    `private Tangle ${tangle.networkName}, kept in ${dataFolder}; a milestone every ${intervalMs / 1_000} s`,
    `  node      ${tangle.nodeUrl}`,
    `  faucet    ${tangle.faucetUrl}`,
    `  network   ${tangle.networkName}, addresses ${tangle.bech32Hrp}1…`,
    '  Ctrl-C stops it; the Tangle stays.',
  ].join('\n');
}

function onNodeEnd(error: TanglegateError): void {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
