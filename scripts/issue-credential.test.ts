import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

function newOperator(): (...words: string[]) => { status: number | null; out: string; error: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-credential-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return (...words) => {
    const script = join(import.meta.dirname, 'issue-credential.ts');
    const run = spawnSync(process.execPath, ['--import', 'tsx', script, ...words], {
      env: { ...process.env, TANGLEGATE_DATA: folder },
      encoding: 'utf8',
    });
    return { status: run.status, out: run.stdout, error: run.stderr };
  };
}

test('an operator makes a credential, sees it listed without its password, and revokes it', () => {
  const operator = newOperator();
  const added = operator('add', 'door', '--venue', 'hall', '--door', 'north', '--label', 'North door');
  const [, username = '', password = ''] = /user name {2}(\S+)\npassword {3}(\S+)/.exec(added.out) ?? [];
  expect(username).toMatch(/^door\.north\./);
  const listed = operator('list');
  expect(listed.out).toContain(`${username}\tnever seen\tNorth door`);
  expect(listed.out).not.toContain(password);
  expect(operator('revoke', username)).toMatchObject({ status: 0, out: `${username} is revoked.\n` });
  expect(operator('list').out).toContain(`${username}\trevoked `);
});

test.each([
  [
    ['add', 'door', '--venue', 'The Hall'],
    '--venue is "The Hall": use 1 to 40 of a-z, 0-9 and -, not at the ends.\n',
  ],
  [['add', 'guard'], '"guard" is no role: use door, gate, validator, checkout or relay.\n'],
  [['revoke', 'door.a.bbbbbb'], 'There is no credential "door.a.bbbbbb"; list shows them all.\n'],
])('INVALID %j', (words, error) => {
  expect(newOperator()(...words)).toEqual({ status: 1, out: '', error });
});
