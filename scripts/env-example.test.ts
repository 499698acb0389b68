import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

function variablesIn(files: readonly string[]): string[] {
  const names = files.flatMap(
    (file) => readFileSync(`${root}/${file}`, 'utf8').match(/TANGLEGATE_[A-Z0-9_]*[A-Z0-9]/g) ?? [],
  );
  return [...new Set(names)].sort();
}

test('.env.example documents every setting that any part reads, and no other', () => {
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const sources = tracked
    .split('\n')
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|testing\/|^(e2e|load-tests)\//.test(file));
  expect(variablesIn(['.env.example'])).toEqual(variablesIn(sources));
});
