import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventListSchema } from '@tanglegate/core/http/events';
import { importEventFile, readEventFileAt, resetPassword } from './compose-offline.ts';
import { testSettings } from './testing/start-backbone.ts';
import { startCheckout } from './testing/start-checkout.ts';
import { databaseAt, openDatabaseAt } from './testing/test-database.ts';

const demo = fileURLToPath(new URL('../demo/other-event.yaml', import.meta.url));

async function sharedSettings() {
  const settings = testSettings();
  return { ...settings, ...(await databaseAt(settings.dataFolder)) };
}
const json = { 'content-type': 'application/json' };

test('an event that another process imports is on sale at once, and its facts get their numbers', async () => {
  const settings = await sharedSettings();
  const { url } = await startCheckout(settings);
  const { imported } = await importEventFile(demo, settings);
  expect(imported).toMatchObject({ id: 'yard-sessions', isNew: true });
  const { events } = eventListSchema.parse(await (await fetch(`${url}/api/events`)).json());
  expect(events.map((event) => event.id)).toEqual(['yard-sessions']);
  const db = await openDatabaseAt(settings.dataFolder);
  onTestFinished(() => db.destroy());
  await vi.waitFor(
    async () => {
      const rows = await db.selectFrom('register_entries').select('n').execute();
      expect(rows.length).toBeGreaterThan(5);
      expect(rows.map((row) => row.n)).not.toContain(null);
    },
    { timeout: 15_000, interval: 50 },
  );
});

test('a password that another process resets ends the session and opens the next one', async () => {
  const settings = await sharedSettings();
  const { url, firstUser } = await startCheckout(settings);
  const logIn = (password: string) =>
    fetch(`${url}/api/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ user: 'organiser', password }),
    });
  const first = await logIn(firstUser?.password ?? '');
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await fetch(`${url}/api/session`, { headers: { cookie } })).status).toBe(200);
  const changed = await resetPassword('organiser', settings);
  expect((await fetch(`${url}/api/session`, { headers: { cookie } })).status).toBe(401);
  expect((await logIn(firstUser?.password ?? '')).status).toBe(401);
  expect((await logIn(changed.password)).status).toBe(200);
});

test.each([
  ['none.yaml', 'file-unreadable', 'there is no such file'],
  ['.', 'file-unreadable', 'it is a folder'],
  ['huge.yaml', 'file-unreadable', 'far too large'],
  ['wrong.yaml', 'event-file-wrong', 'line 1'],
])('%s is refused as %s: %s', (name, code, words) => {
  const settings = testSettings();
  writeFileSync(join(settings.dataFolder, 'huge.yaml'), 'x'.repeat(2_000_000));
  writeFileSync(join(settings.dataFolder, 'wrong.yaml'), 'event: Gala');
  expect(() => readEventFileAt(join(settings.dataFolder, name), settings)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(words) as string }) as Error,
  );
});
