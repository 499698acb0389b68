import { expect, test } from 'vitest';
import { readDatabase } from './database-settings.ts';

const URL_SET = {
  TANGLEGATE_DATABASE_URL: 'postgres://ada:hunter2@db.example.org:5433/tickets?sslmode=require',
};

test('nothing set: SQLite', () => {
  expect(readDatabase({})).toBeUndefined();
  expect(readDatabase({ TANGLEGATE_DATABASE_POOL: '20', TANGLEGATE_DATABASE_URL: '' })).toBeUndefined();
});

test('a URL: PostgreSQL, with ten connections or as many as are wanted', () => {
  expect(readDatabase(URL_SET)).toEqual({ url: URL_SET.TANGLEGATE_DATABASE_URL, pool: 10 });
  expect(readDatabase({ ...URL_SET, TANGLEGATE_DATABASE_POOL: '40' })?.pool).toBe(40);
});

test.each([
  'mysql://ada:hunter2@db/tickets',
  'ada:hunter2@db/tickets',
  'postgres://ada:hunter2@db',
  'postgres://ada:hunter2@db/',
  'postgres://ada:hunter2@[db/tickets',
])('%s is refused, and not shown', (url) => {
  const read = () => readDatabase({ TANGLEGATE_DATABASE_URL: url });
  expect(read).toThrow(/TANGLEGATE_DATABASE_URL is "\(not shown\)": it must be like postgres:/);
  expect(read).not.toThrow(/hunter2@/);
});

test.each(['1', '101', 'many'])('a pool of %s is refused', (pool) => {
  expect(() => readDatabase({ ...URL_SET, TANGLEGATE_DATABASE_POOL: pool })).toThrow(
    'TANGLEGATE_DATABASE_POOL',
  );
});
