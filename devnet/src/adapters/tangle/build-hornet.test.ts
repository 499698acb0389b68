import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildHornet } from './build-hornet.ts';

/** A module's folder, an empty cache, and a program in the place of Go: that it builds right is what the tests on the real node show. */
function place(script: string) {
  const root = mkdtempSync(join(tmpdir(), 'build-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const moduleFolder = join(root, 'module');
  mkdirSync(moduleFolder);
  for (const file of ['go.mod', 'go.sum']) writeFileSync(join(moduleFolder, file), file);
  const go = join(root, 'go');
  writeFileSync(go, `#!/bin/sh\n${script}\n`);
  chmodSync(go, 0o755);
  const asked = (): string[] => readFileSync(join(moduleFolder, 'asked'), 'utf8').trim().split('\n');
  return { moduleFolder, cacheFolder: join(root, 'cache'), go, asked };
}

const WORKS = 'echo "$1 $CGO_ENABLED" >> asked; if [ "$1" = build ]; then sleep 0.3; echo node > "$6"; fi';

test('it is built once, and found from then on, also where there is no Go', async () => {
  const { asked, ...options } = place(WORKS);
  let builds = 0;
  const onBuild = (): void => {
    builds += 1;
  };
  const program = await buildHornet({ ...options, onBuild });
  expect(readFileSync(program, 'utf8')).toBe('node\n');
  expect(await buildHornet({ ...options, onBuild, go: '/nowhere/go' })).toBe(program);
  expect(builds).toBe(1);
  expect(asked().filter((line) => line.startsWith('build'))).toEqual(['build 0']);
});

test('two who want it at once build it once', async () => {
  const { asked, ...options } = place(WORKS);
  const [one, other] = await Promise.all([buildHornet(options), buildHornet(options)]);
  expect(one).toBe(other);
  expect(asked().filter((line) => line.startsWith('build'))).toHaveLength(1);
});

test('another go.sum is another node', async () => {
  const { moduleFolder, ...options } = place(WORKS);
  const before = await buildHornet({ ...options, moduleFolder });
  writeFileSync(join(moduleFolder, 'go.sum'), 'changed');
  expect(await buildHornet({ ...options, moduleFolder })).not.toBe(before);
});

test('without Go it says what is needed', async () => {
  const { moduleFolder, cacheFolder } = place(WORKS);
  const building = buildHornet({ moduleFolder, cacheFolder, go: '/nowhere/go' });
  await expect(building).rejects.toMatchObject({ code: 'go-missing' });
  await expect(building).rejects.toThrow(
    /^The private Tangle needs Go, 1\.21 or later.*https:\/\/go\.dev\/dl/,
  );
});

test('a build that fails says so in the last words of Go, and leaves nothing that could be taken for a node', async () => {
  const lines =
    'for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do echo "line $n"; done; echo "no such module" >&2';
  const { moduleFolder, cacheFolder, go } = place(
    `[ "$1" = version ] || { ${lines}; echo half > "$6"; exit 1; }`,
  );
  const failing = buildHornet({ moduleFolder, cacheFolder, go });
  await expect(failing).rejects.toMatchObject({ code: 'tangle-build-failed' });
  await expect(failing).rejects.toThrow(/line 14\nno such module$/);
  await expect(failing).rejects.not.toThrow(/line 2\n/);
  const left = readdirSync(cacheFolder, { recursive: true }).map(String);
  expect(left.filter((name) => name.includes('hornet'))).toEqual([]);
});
