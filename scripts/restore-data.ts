import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '@tanglegate/core/clock';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { markRestoredIn } from '@tanglegate/wallet-checkout/offline-money';
import type { CheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import Database from 'better-sqlite3';
import { Command } from 'commander';
import { askFor } from './ask.ts';
import { readArchive, type ArchivedFile } from './data-archive.ts';
import { lockDataFolder } from './lock-data.ts';
import { readWholeOption } from './read-option.ts';
import { checkoutSettings, runCommand } from './run-command.ts';

/** As many orders as a busy hour brings. Addresses cost nothing but a millisecond each on the machine that derives them. */
const MARGIN = '1000';

const command = new Command('restore')
  .description(
    'Puts a backup back, with Tanglegate stopped. What is in the data folder now is set aside, not deleted; admissions that validators know already are kept.',
  )
  .argument('[file]', 'what npm run backup has written; none where the orders are in PostgreSQL: see below')
  .option('--data <folder>', 'the data folder; otherwise TANGLEGATE_DATA')
  .option(
    '--margin <number>',
    'addresses to skip: at least as many as were handed out since the backup, paid or not',
    MARGIN,
  )
  .option('--yes', 'does not ask')
  .option('--json', 'one JSON line instead of words')
  .addHelpText(
    'after',
    '\nWith TANGLEGATE_DATABASE_URL set: put the database back with pg_restore and the data folder by hand, with every checkout stopped; then run this without a file, before the first checkout starts.\n\nAfterwards no address is handed out that the lost database may have handed out: the margin is skipped at once, and again after every address that the ledger shows to be paid. Orders are taken again when the ledger was read to its end.\nExit codes: 0 restored, 1 not restored: the words say why.',
  )
  .parse();

/** In WAL mode nobody gets a database for himself while another process has it open. */
function refuseOpen(file: string): void {
  if (!existsSync(file)) return;
  const database = new Database(file, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('begin immediate; rollback');
  } catch (cause) {
    throw new TanglegateError(
      'data-folder-in-use',
      `${file} is in use (${messageOf(cause)}). Stop Tanglegate first.`,
      {
        cause,
      },
    );
  } finally {
    database.close();
  }
}

function unpackInto(folder: string, files: readonly ArchivedFile[]): void {
  for (const { name, bytes } of files) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, bytes, { mode: 0o600, flush: true });
    if (!name.endsWith('.sqlite')) continue;
    const database = new Database(file);
    const verdict = database.pragma('integrity_check', { simple: true });
    database.close();
    if (verdict !== 'ok') throw new TanglegateError('backup-unreadable', `${name} in the backup is damaged.`);
  }
}

/** Names at the top of the data folder that a restore replaces. Validators go on with what they know. */
const isReplaced = (name: string): boolean =>
  /^(checkout\.sqlite(-wal|-shm|-journal)?|broker|gates|gate-.*|link-key|signing-key\.pem|credential\.json)$/.test(
    name,
  );

/** Each move is one rename: cut off in between, every file is still somewhere in the folder. */
function swap(folder: string, fresh: string, aside: string): { kept: string[] } {
  const old = readdirSync(folder).filter(isReplaced);
  if (old.length > 0) mkdirSync(aside, { mode: 0o700 });
  for (const name of old) renameSync(join(folder, name), join(aside, name));
  const kept: string[] = [];
  for (const name of readdirSync(fresh)) {
    if (existsSync(join(folder, name))) kept.push(name);
    else renameSync(join(fresh, name), join(folder, name));
  }
  rmSync(fresh, { recursive: true });
  return { kept };
}

interface Options {
  readonly data?: string;
  readonly margin: string;
  readonly yes?: true;
  readonly json?: true;
}

const skippedWords = ({ skipped, left }: { skipped: number; left: number }): string =>
  `${skipped} addresses are skipped, ${left} can be handed out${left === 0 ? ': derive and import more' : ''}. Orders are taken once the ledger was read to its end.`;

/** The database itself was put back by its own tools. */
async function markDatabase(settings: CheckoutSettings, margin: number, options: Options): Promise<void> {
  const question = 'Skip addresses, end all sessions, and have the register read anew?';
  if (options.yes !== true && !(await askFor('restored', question)))
    throw new TanglegateError('not-agreed', 'Nothing was changed.');
  const pool = await markRestoredIn(settings, margin);
  console.log(options.json === true ? JSON.stringify(pool) : skippedWords(pool));
}

await runCommand(async () => {
  const options = command.opts<Options>();
  const [file] = command.processedArgs as [string | undefined]; // The one argument.
  const margin = readWholeOption('--margin', options.margin, { least: 0, most: 100_000 });
  const settings = checkoutSettings(options.data);
  if (settings.database !== undefined && file === undefined) {
    await markDatabase(settings, margin, options);
    return;
  }
  if (settings.database !== undefined)
    throw new TanglegateError(
      'orders-in-postgres',
      'TANGLEGATE_DATABASE_URL is set: the orders are in PostgreSQL. Put them back with pg_restore and the data folder by hand, then run npm run restore without a file. Nothing was changed.',
    );
  if (file === undefined)
    throw new TanglegateError('setting-wrong', 'Which file? Name what npm run backup has written.');
  const files = readArchive(file);
  const folder = settings.dataFolder;
  const isNew = !existsSync(join(folder, 'checkout.sqlite'));
  const lock = lockDataFolder(folder);
  try {
    refuseOpen(join(folder, 'checkout.sqlite'));
    if (!isNew && options.yes !== true && !(await askFor('restore', `Replace what is in ${folder}?`)))
      throw new TanglegateError('not-agreed', 'Nothing was changed.');
    const stamp = new Date(systemClock.now()).toISOString().replaceAll(/[:.]/g, '-');
    const fresh = join(folder, `restoring-${process.pid}`);
    mkdirSync(fresh, { mode: 0o700 });
    unpackInto(fresh, files);
    const pool = await markRestoredIn({ dataFolder: fresh }, margin);
    const aside = join(folder, `before-restore-${stamp}`);
    const { kept } = swap(folder, fresh, aside);
    if (options.json === true) {
      console.log(JSON.stringify({ files: files.length, kept, ...pool }));
      return;
    }
    console.log(`${files.length - kept.length} files are back in ${folder}.`);
    if (!isNew) console.log(`What was there before is in ${aside}.`);
    if (kept.length > 0)
      console.log(`Kept as they are, for they know more than the backup: ${kept.join(', ')}.`);
    console.log(skippedWords(pool));
  } finally {
    lock.release();
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
  }
});
