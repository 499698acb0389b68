import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
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

/** What the parts keep in the data folder. Somebody may have named a folder that holds other things too: their home, for one. */
const OURS =
  /^((checkout|lock|validator-[a-z0-9-]+)\.sqlite(-wal|-shm|-journal)?|broker|devnet|tangle|gates|gate-[a-z0-9-]+|link-key|signing-key\.pem|credential\.json(\.new)?|before-restore-[0-9TZ-]+|restoring-[0-9]+)$/;

/** @returns what stays, for it is not ours */
function deleteOurs(folder: string): string[] {
  const names = readdirSync(folder);
  for (const name of names) if (OURS.test(name)) rmSync(join(folder, name), { recursive: true });
  const others = names.filter((name) => !OURS.test(name));
  if (others.length === 0) rmdirSync(folder);
  return others;
}

async function reset(folder: string): Promise<number> {
  if (process.env['TANGLEGATE_DATABASE_URL']) {
    console.error(
      'TANGLEGATE_DATABASE_URL is set: the orders are in PostgreSQL, and without the keys in the data folder their tickets are lost. Drop that database yourself (dropdb), then say it again without the setting. Nothing was deleted.',
    );
    return 1;
  }
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
  const others = deleteOurs(folder);
  if (others.length === 0) console.log(`Deleted ${folder}.`);
  else
    console.log(
      `Deleted everything of Tanglegate in ${folder}. What is not Tanglegate's stays: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ', …' : ''}`,
    );
  return 0;
}

try {
  process.exitCode = await reset(resolve(options.data));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
