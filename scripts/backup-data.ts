import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemClock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import Database from 'better-sqlite3';
import { Command } from 'commander';
import { askFor } from './ask.ts';
import { writeArchive, type ArchivedFile } from './data-archive.ts';
import { checkoutSettings, runCommand } from './run-command.ts';

const command = new Command('backup')
  .description(
    'Copies everything that Tanglegate keeps into one file, while it runs: orders, admissions, keys, credentials. The development ledger is left out.',
  )
  .requiredOption('--out <file>', 'where to')
  .option('--data <folder>', 'the data folder; otherwise TANGLEGATE_DATA')
  .option('--yes', 'writes over another file without asking')
  .option('--json', 'one JSON line instead of words')
  .addHelpText(
    'after',
    "\nThe file holds the key that signs tickets, and buyers' names: keep it as you keep the data folder. It holds no key that can spend.\nExit codes: 0 written, 1 not written: the words say why.",
  )
  .parse();

/** Ledgers to develop on, locks, and what an earlier restore has put aside. */
const LEFT_OUT = /^(lock\.sqlite.*|devnet|tangle|before-restore-.*|restoring-.*)$|-(wal|shm|journal)$|\.new$/;

function filesOf(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .filter(({ name }) => !LEFT_OUT.test(name))
    .flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? filesOf(folder, name) : entry.isFile() ? [name] : [];
    });
}

/** SQLite's online backup, in one step: a server that writes meanwhile waits or goes on, and the copy is of one moment. */
async function copyOfDatabase(file: string, workFolder: string): Promise<Buffer> {
  const copy = join(workFolder, 'copy.sqlite');
  const source = new Database(file, { fileMustExist: true });
  try {
    await source.backup(copy, { progress: () => 0x7fff_ffff });
  } finally {
    source.close();
  }
  const copied = new Database(copy);
  copied.pragma('journal_mode = DELETE');
  const verdict = copied.pragma('integrity_check', { simple: true });
  copied.close();
  if (verdict !== 'ok')
    throw new TanglegateError(
      'data-damaged',
      `${file} is damaged (${String(verdict)}). Nothing was written.`,
    );
  const bytes = readFileSync(copy);
  rmSync(copy);
  return bytes;
}

/** The checkout first: what validators know must not be older than what the checkout knows of them. */
const checkoutFirst = (a: string, b: string): number =>
  Number(b === 'checkout.sqlite') - Number(a === 'checkout.sqlite') || a.localeCompare(b);

async function readAll(folder: string, workFolder: string): Promise<ArchivedFile[]> {
  const files: ArchivedFile[] = [];
  for (const name of filesOf(folder).sort(checkoutFirst)) {
    const file = join(folder, name);
    const bytes = name.endsWith('.sqlite') ? await copyOfDatabase(file, workFolder) : readFileSync(file);
    files.push({ name, bytes });
  }
  return files;
}

await runCommand(async () => {
  const options = command.opts<{ out: string; data?: string; yes?: true; json?: true }>();
  const { dataFolder: folder, database } = checkoutSettings(options.data);
  if (database !== undefined)
    throw new TanglegateError(
      'orders-in-postgres',
      `TANGLEGATE_DATABASE_URL is set: the orders are in PostgreSQL. Back them up with pg_dump --format=custom, and after that copy the folder ${folder}, which holds the keys. Nothing was written.`,
    );
  const out = resolve(options.out);
  if (!existsSync(join(folder, 'checkout.sqlite')))
    throw new TanglegateError(
      'data-missing',
      `There is no checkout at ${folder}. Say --data or set TANGLEGATE_DATA.`,
    );
  if (existsSync(out) && options.yes !== true && !(await askFor('replace', `Replace ${out}?`)))
    throw new TanglegateError('not-agreed', 'Nothing was written.');
  const workFolder = mkdtempSync(join(dirname(out), '.tanglegate-backup-'));
  try {
    const files = await readAll(folder, workFolder);
    const fresh = join(workFolder, 'backup');
    writeArchive(fresh, files, systemClock.now());
    renameSync(fresh, out);
    const names = files.map(({ name }) => name);
    if (options.json === true) console.log(JSON.stringify({ file: out, files: names }));
    else console.log(`${out}: ${names.length} files of ${folder}.`);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
});
