import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourceFiles } from './testing/source-files.ts';

const MOST_LINES = 250;

test('no source file is longer than 250 lines, those that the linter does not read included', () => {
  const sources = sourceFiles(/\.(ts|js|mjs|cjs|css|html)$/);
  expect(sources.length).toBeGreaterThan(500);
  const lines = (file: string): number => readFileSync(join(root, file), 'utf8').split('\n').length - 1;
  expect(sources.filter((file) => lines(file) > MOST_LINES)).toEqual([]);
});
