import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourceFiles } from './testing/source-files.ts';

function variablesIn(files: readonly string[]): string[] {
  const names = files.flatMap(
    (file) => readFileSync(join(root, file), 'utf8').match(/TANGLEGATE_[A-Z0-9_]*[A-Z0-9]/g) ?? [],
  );
  return [...new Set(names)].sort();
}

test('.env.example documents every setting that any part reads, and no other', () => {
  const sources = sourceFiles(/\.ts$/).filter(
    (file) => !/\.test\.ts$|testing\/|^(e2e|load-tests)\//.test(file),
  );
  expect(variablesIn(['.env.example'])).toEqual(variablesIn(sources));
});
