import { expect, test } from 'vitest';
import { untilSelling } from './until-selling.ts';

type Health = Parameters<typeof untilSelling>[0]['health'];

/** Health as it goes on: one report after the other, the last one again and again. */
function reports(...each: Record<string, boolean>[]): { health: Health; asked: () => number } {
  let asked = 0;
  const report: Health['report'] = () => {
    const now = each[Math.min(asked++, each.length - 1)] ?? {};
    const parts = Object.entries(now).map(([name, ok]) => ({ name, ok, words: '' }));
    return Promise.resolve({ ready: parts.every(({ ok }) => ok), parts });
  };
  return { health: { report }, asked: () => asked };
}

test('it waits for the ledger and for an address, and not for the broker', async () => {
  const { health, asked } = reports(
    { ledger: false, addresses: false, broker: false },
    { ledger: true, addresses: false, broker: false },
    { ledger: true, addresses: true, broker: false },
  );
  await untilSelling({ health }, { everyMs: 1 });
  expect(asked()).toBe(3);
});

test('it does not wait for ever', async () => {
  const { health, asked } = reports({ ledger: false, addresses: true });
  await untilSelling({ health }, { mostMs: 20, everyMs: 1 });
  expect(asked()).toBeGreaterThan(1);
});
