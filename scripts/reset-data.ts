import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { messageOf } from '@tanglegate/core/errors';
import { Command } from 'commander';
import { loadEnv } from './load-env.ts';
import { lockDataFolder } from './lock-data.ts';

loadEnv();

const command = new Command('reset')
  .description(
    'Deletes everything Tanglegate has stored: orders, tickets, admissions, keys, and the development ledger.',
  )
  .option('--data <folder>', 'the data folder', process.env['TANGLEGATE_DATA'] || 'data')
  .option('--yes', 'do not ask')
  .addHelpText('after', '\nExit codes: 0 deleted or nothing there, 1 not deleted.')
  .parse();
const options = command.opts<{ data: string; yes?: true }>();

async function agreed(folder: string): Promise<boolean> {
  if (options.yes) return true;
  if (!process.stdin.isTTY) {
    console.error('Nobody is there to ask. Say --yes to delete without asking.');
    return false;
  }
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(
    `Delete ${folder} with every order, ticket and key in it? Tickets already sold will open no door. Type "delete": `,
  );
  prompt.close();
  return answer.trim() === 'delete';
}

async function reset(folder: string): Promise<number> {
  if (!existsSync(folder)) {
    console.log(`There is nothing at ${folder}.`);
    return 0;
  }
  if (!existsSync(join(folder, 'lock.sqlite'))) {
    console.error(`${folder} is no data folder of Tanglegate: nothing was deleted.`);
    return 1;
  }
  lockDataFolder(folder).release();
  if (!(await agreed(folder))) {
    console.log('Nothing was deleted.');
    return 1;
  }
  rmSync(folder, { recursive: true });
  console.log(`Deleted ${folder}.`);
  return 0;
}

try {
  process.exitCode = await reset(resolve(options.data));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
