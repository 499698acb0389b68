import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runScript, scriptFolder } from './testing/run-script.ts';

const words = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
const otherWords = 'test test test test test test test test test test test junk';

function folderWithMnemonic() {
  const folder = scriptFolder();
  const file = join(folder, 'words.txt');
  writeFileSync(file, `${words}\n`);
  const derive = (out: string, ...more: string[]) =>
    runScript(['derive-addresses.ts', '--mnemonic-file', file, '--out', join(folder, out), ...more]);
  const importing = (name: string) =>
    runScript(['import-addresses.ts', join(folder, name), '--data', join(folder, 'data'), '--json']);
  return { folder, file, derive, importing };
}

test('addresses derived on one machine are taken in on another, once, and only from the same mnemonic', async () => {
  const { folder, file, derive, importing } = folderWithMnemonic();
  const derived = await derive('list.json', '--count', '300', '--json');
  expect([derived.code, derived.err]).toEqual([0, '']);
  const { key } = JSON.parse(derived.out) as { key: string };
  expect(statSync(join(folder, 'list.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'list.json'), 'utf8')).not.toContain('legal');

  const first = await importing('list.json');
  expect(first.err).toBe('');
  expect(JSON.parse(first.out)).toEqual({
    ...{ added: 300, known: 0, skipped: 0, from: 0, to: 299, left: 300, isFirst: true },
    key,
  });
  expect(JSON.parse((await importing('list.json')).out)).toMatchObject({
    added: 0,
    known: 300,
    isFirst: false,
  });

  writeFileSync(file, otherWords);
  await derive('foreign.json', '--from', '300', '--count', '2');
  const foreign = await importing('foreign.json');
  expect([foreign.code, foreign.out]).toEqual([1, '']);
  expect(foreign.err).toContain('derived from another mnemonic');
}, 60_000);

test('a list that somebody changed is refused, and so is one that is none', async () => {
  const { folder, derive, importing } = folderWithMnemonic();
  await derive('list.json', '--count', '2');
  const list = JSON.parse(readFileSync(join(folder, 'list.json'), 'utf8')) as { payload: string };
  const payload = Buffer.from(list.payload, 'base64url').toString().replace('"index":1', '"index":2');
  const changed = { ...list, payload: Buffer.from(payload).toString('base64url') };
  writeFileSync(join(folder, 'changed.json'), JSON.stringify(changed));
  expect((await importing('changed.json')).err).toContain('its signature does not fit');
  expect((await importing('none.json')).err).toContain('there is no such file');
}, 60_000);

test.each([
  [['--count', '0'], '--count is "0": it must be a whole number, 1 to 100000.'],
  [['--from', '2147483648'], '--from is "2147483648": it must be a whole number'],
  [['--from', 'one'], '--from is "one"'],
  [['--mnemonic-file', '/nowhere/words'], '/nowhere/words was not read'],
])('derive-addresses %s is refused in words', async (options, said) => {
  const { derive } = folderWithMnemonic();
  const { code, err } = await derive('list.json', ...options);
  expect([code, err.includes(said), err.includes('    at ')]).toEqual([1, true, false]);
});

test('a list is never written over another file, and the mnemonic is never guessed', async () => {
  const { derive, folder } = folderWithMnemonic();
  writeFileSync(join(folder, 'taken.json'), 'mine');
  expect((await derive('taken.json')).err).toContain('there is such a file already');
  expect(readFileSync(join(folder, 'taken.json'), 'utf8')).toBe('mine');
  const nobody = await runScript(['derive-addresses.ts', '--out', join(folder, 'x.json')]);
  expect([nobody.code, nobody.err]).toEqual([
    1,
    'Nobody is there to type the mnemonic. Say --mnemonic-file.\n',
  ]);
});
