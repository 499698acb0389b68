import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TanglegateError } from '@tanglegate/core/errors';
import { tryLock } from './exclusive-lock.ts';
import type { ProgramEnd } from './run-program.ts';
import { lastLines, runProgram } from './run-program.ts';

const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export interface BuildHornetOptions {
  /** Holds the go.mod and go.sum that pin the node. */
  readonly moduleFolder?: string;
  /** What was built is kept here, by what it was built from. */
  readonly cacheFolder?: string;
  /** The Go program. */
  readonly go?: string;
  /** Called before the minutes that a build takes. */
  readonly onBuild?: () => void;
}

const NODE_MODULE = 'github.com/iotaledger/hornet/v2';

/**
 * The path of the node's program: built once, then found. Only one process builds; others wait for it. A node that was built before
 * needs no Go.
 * @throws TanglegateError `go-missing` or `tangle-build-failed`
 */
export async function buildHornet({
  moduleFolder = folderOf('../../../tangle'),
  cacheFolder = folderOf('../../../../node_modules/.cache/hornet'),
  go = 'go',
  onBuild = () => undefined,
}: BuildHornetOptions = {}): Promise<string> {
  const folder = join(cacheFolder, sourceKey(moduleFolder));
  const program = join(folder, process.platform === 'win32' ? 'hornet.exe' : 'hornet');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const release = await waitForLock(join(folder, 'lock.sqlite'));
  try {
    if (existsSync(program)) return program;
    await requireGo(go, moduleFolder);
    onBuild();
    await build({ go, moduleFolder, program });
    return program;
  } finally {
    release();
  }
}

async function build({ go, moduleFolder, program }: Record<'go' | 'moduleFolder' | 'program', string>) {
  const unfinished = `${program}.unfinished`;
  const { code, output } = await runProgram({
    command: go,
    args: ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-o', unfinished, NODE_MODULE],
    cwd: moduleFolder,
    env: { CGO_ENABLED: '0' }, // No C compiler is needed, and none changes what is built.
  });
  if (code !== 0) {
    rmSync(unfinished, { force: true });
    throw new TanglegateError(
      'tangle-build-failed',
      `The private Tangle's node could not be built. Its modules come from Go's proxy (go env GOPROXY). Go said:\n${lastLines(output, 12)}`,
    );
  }
  renameSync(unfinished, program);
}

async function requireGo(go: string, cwd: string): Promise<ProgramEnd> {
  try {
    return await runProgram({ command: go, args: ['version'], cwd });
  } catch (cause) {
    throw new TanglegateError(
      'go-missing',
      'The private Tangle needs Go, 1.21 or later, to build its node: get it from https://go.dev/dl or your system\'s packages (Debian: golang-go), so that "go version" works, and try again.',
      { cause },
    );
  }
}

function sourceKey(moduleFolder: string): string {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(moduleFolder, file)));
  return hash.digest('hex').slice(0, 16);
}

async function waitForLock(file: string): Promise<() => void> {
  for (;;) {
    const release = tryLock(file);
    if (release) return release;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
