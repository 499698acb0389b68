import { expect, test } from 'vitest';
import { qrShape } from './qr-shape.ts';

/** Paints the path back into modules, to compare with the symbol that the standard asks for. */
function painted({ size, path }: { size: number; path: string }): string[] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => ' '));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(width); i++) {
      const row = rows[Number(y)];
      if (row !== undefined) row[Number(x) + i] = '#';
    }
  }
  return rows.map((row) => row.join(''));
}

test('the symbol has its finder patterns and a quiet zone of four modules', () => {
  const shape = qrShape(`0x${'8f'.repeat(32)}`, 'M');
  const rows = painted(shape);
  expect(rows.slice(0, 4).every((row) => row.trim() === '')).toBe(true);
  expect(rows.every((row) => row.startsWith('    ') && row.endsWith('    '))).toBe(true);
  expect(rows.slice(4, 11).map((row) => row.slice(4, 11))).toEqual([
    '#######',
    '#     #',
    '# ### #',
    '# ### #',
    '# ### #',
    '#     #',
    '#######',
  ]);
});

test('a pass is coded in alphanumeric mode, so that its symbol stays small', () => {
  const pass = `TG1:${'6BFOXN%TSMAHN-H+ '.repeat(10)}`;
  expect(qrShape(pass, 'L').size).toBeLessThan(qrShape(pass.toLowerCase(), 'L').size);
});
