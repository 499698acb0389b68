import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { Command } from 'commander';
import { buildPages } from './build-pages.ts';
import { composeInstallation, type Installation } from './installation/compose-installation.ts';
import { readInstallationSettings } from './installation/settings.ts';
import { welcome } from './installation/welcome.ts';
import { loadEnv } from './load-env.ts';

new Command('start')
  .description(
    'Runs all of Tanglegate in one process: checkout, broker, validator, gates and, unless told otherwise, a development ledger.',
  )
  .addHelpText(
    'after',
    '\nSettings come from the environment: see .env.example. Exit codes: 0 ended as asked, 1 could not start.',
  )
  .parse();

async function start(): Promise<Installation> {
  loadEnv();
  const settings = readInstallationSettings(process.env);
  await buildPages((line) => {
    console.log(line);
  });
  const installation = await composeInstallation(settings);
  console.log(await welcome(installation, settings.devnet !== undefined));
  return installation;
}

/** What is wrong and what to do about it; anything unexpected keeps its stack for whoever mends it. */
function fail(error: unknown): never {
  console.error(error instanceof TanglegateError ? `Tanglegate cannot start: ${messageOf(error)}` : error);
  process.exit(1);
}

const running = start().catch(fail);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void running
      .then((installation) => installation.close())
      .catch(fail)
      .then(() => process.exit(0));
  });
}
