import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const command = ['--import', 'tsx', fileURLToPath(new URL('crash-test.ts', import.meta.url))];

const asked = (...wanted: string[]) =>
  spawnSync(process.execPath, [...command, ...wanted], { encoding: 'utf8' });

/** The report, and the exit code. */
async function crash(...wanted: string[]) {
  const child = spawn(process.execPath, [...command, 'checkout', '--json', ...wanted], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await once(child, 'exit')) as [number];
  const [out, progress] = await said;
  return { code, progress, report: JSON.parse(out) as Record<string, number> };
}

test('--help says what is killed and what the exit codes mean', () => {
  const { status, stdout } = asked('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('--without-guard');
  expect(stdout).toContain('Exit codes: 0 nothing lost, 1');
});

test.each([
  [['validator'], 'Choose one of: checkout.'],
  [['checkout', '--kills', '0'], 'a whole number from 1'],
  [['checkout', '--seed', 'a1'], 'a whole number from 0'],
  [[], "missing required argument 'part'"],
])('%j is refused with what would be right', (wanted, words) => {
  const { status, stdout, stderr } = asked(...wanted);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(words);
});

test('killed with -9 while buyers pay, the checkout loses nothing and gives nothing twice', async () => {
  const { code, report, progress } = await crash('--kills', '6', '--seed', '4');
  expect(report).toMatchObject({
    kills: 6,
    lostDeposits: 0,
    inventedDeposits: 0,
    unbalancedOrders: 0,
    missingTickets: 0,
    doubleTickets: 0,
    brokenPromises: 0,
    registerGaps: 0,
    seatsOutOfStep: 0,
  });
  expect(report['paid']).toBeGreaterThan(0);
  expect(progress).toContain('6 of 6 kills');
  expect(code).toBe(0);
}, 90_000);

test('with the cursor moved before the deposits are written, it loses some: the crash test finds it', async () => {
  const { code, report } = await crash('--kills', '2', '--seed', '4', '--without-guard');
  expect(report['lostDeposits']).toBeGreaterThan(0);
  expect(code).toBe(1);
}, 90_000);
