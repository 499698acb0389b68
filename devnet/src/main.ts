import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { pino } from 'pino';
import { messageOf } from '@tanglegate/core/errors';
import { composeDevnet } from './compose.ts';
import { readDevnetSettings } from './settings.ts';

const help = `A small IOTA Rebased ledger to develop and test on. It listens on 127.0.0.1 only.

  npm run devnet

Settings (environment):
  TANGLEGATE_DATA          folder for all data; the ledger is kept in its devnet/ (default: data)
  TANGLEGATE_DEVNET_PORT   port of the JSON-RPC and the faucet (default: 9000)

Exit codes: 0 stopped, 1 could not start.
`;

async function main(): Promise<void> {
  if (existsSync('.env')) loadEnvFile('.env');
  const settings = readDevnetSettings(process.env);
  const devnet = await composeDevnet(settings, { logger: pino({ level: 'warn' }, process.stderr) });
  const stop = (): void => {
    void devnet.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Last: whoever reads it may send a signal at once.
  process.stdout.write(
    [
      `devnet ${devnet.chainIdentifier}, ledger in ${settings.dataFolder}`,
      `  JSON-RPC  ${devnet.rpcUrl}`,
      `  faucet    ${devnet.faucetUrl}/gas`,
      '  Ctrl-C stops it; the ledger stays.',
      '',
    ].join('\n'),
  );
}

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  process.stdout.write(help);
} else {
  main().catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  });
}
