import { expect, test } from 'vitest';
import { quantile } from './figures.ts';

test('quantiles are values that were measured', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect([quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1), quantile([7], 0.99)]).toEqual([
    50, 99, 100, 7,
  ]);
});
