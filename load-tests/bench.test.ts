import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

function bench(...wanted: string[]) {
  const file = fileURLToPath(new URL('bench.ts', import.meta.url));
  return spawnSync(process.execPath, ['--import', 'tsx', file, ...wanted], { encoding: 'utf8' });
}

test('--help names every benchmark and the exit codes', () => {
  const { status, stdout } = bench('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('one of verdicts, issuing, orders, follower, catch-up');
  expect(stdout).toContain('Exit codes: 0 measured, 1');
});

test('a benchmark prints one line of JSON for each thing it measured, with a ratio', () => {
  const { status, stdout } = bench('verdicts', '--doors', '2', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    bench: 'verdicts-2-doors',
    ratio: expect.any(Number) as number,
    verdictsPerSecond: expect.any(Number) as number,
  });
}, 120_000);

test.each([
  [['nonsense'], 'Choose one of: verdicts, issuing, orders, follower, catch-up.'],
  [['toString'], 'Choose one of: verdicts, issuing, orders, follower, catch-up.'],
  [['verdicts', '--doors', '0'], 'numbers of doors from 1 to 1000'],
])('%j is refused with what would be right', (wanted, words) => {
  const { status, stdout, stderr } = bench(...wanted);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(words);
});
