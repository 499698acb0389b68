import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '@tanglegate/core/clock';
import { scryptPasswords } from './adapters/secrets/scrypt-passwords.ts';
import { composeAccounts } from './compose-accounts.ts';
import { MAX_ATTEMPTS } from './domain/log-in-throttle.ts';
import { house, openTestDatabase, TestClock } from './testing/accounts-fixture.ts';

/** The same scheme at a cost that tests can afford; the real cost has a test of its own. */
const passwords = scryptPasswords({ N: 16, r: 1, p: 1 });

async function withFirstUser() {
  const clock = new TestClock();
  const { db } = await openTestDatabase(clock);
  const accounts = composeAccounts({ db, clock, passwords });
  const first = await accounts.ensureFirstUser(house);
  if (first === undefined) throw new Error('there was a user already');
  return { accounts, clock, db, ...first };
}

const refused = expect.objectContaining({
  code: 'log-in-refused',
  message: 'Name or password is wrong. Check both, and the keyboard.',
}) as Error;

test('the first password is made once, and opens a session', async () => {
  const { accounts, user, password } = await withFirstUser();
  expect([user, password]).toEqual(['organiser', expect.stringMatching(/^([a-z0-9]{5}-){3}[a-z0-9]{5}$/)]);
  expect(await accounts.ensureFirstUser(house)).toBeUndefined();
  const { token, session } = await accounts.logIn(' Organiser ', password);
  expect(session).toEqual({ user: 'organiser', organiser: 'house', organiserName: 'The house' });
  expect(await accounts.session(token)).toEqual(session);
});

test('two checkouts that start at once make one first user', async () => {
  const clock = new TestClock();
  const { db } = await openTestDatabase(clock);
  const start = () => composeAccounts({ db, clock, passwords }).ensureFirstUser(house);
  const made = await Promise.all([start(), start(), start()]);
  const [first] = made.filter((one) => one !== undefined);
  expect(made.filter((one) => one !== undefined)).toHaveLength(1);
  expect(first?.user).toBe('organiser');
  const { session } = await composeAccounts({ db, clock, passwords }).logIn(
    'organiser',
    first?.password ?? '',
  );
  expect(session.user).toBe('organiser');
});

test('a wrong password and a wrong name are refused alike', async () => {
  const { accounts, user, password } = await withFirstUser();
  for (const [name, typed] of [
    [user, 'guess'],
    [user, `${password} `],
    ['nobody', password],
    ["' or 1=1 --", password],
    ['__proto__', ''],
  ] as const)
    await expect(accounts.logIn(name, typed)).rejects.toEqual(refused);
});

test('neither password nor token is in the database', async () => {
  const { accounts, db, user, password } = await withFirstUser();
  const { token } = await accounts.logIn(user, password);
  const rows = [
    await db.selectFrom('users').selectAll().execute(),
    await db.selectFrom('sessions').selectAll().execute(),
  ];
  expect(rows.map((some) => some.length)).toEqual([1, 1]);
  expect(JSON.stringify(rows)).not.toContain(password);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('after many attempts a name must wait, whether it exists or not, and then may try again', async () => {
  const { accounts, clock, user, password } = await withFirstUser();
  for (const name of [user, 'nobody']) {
    for (let i = 0; i < MAX_ATTEMPTS; i++)
      await expect(accounts.logIn(name, 'guess')).rejects.toEqual(refused);
    await expect(accounts.logIn(name, password)).rejects.toMatchObject({
      code: 'log-in-paused',
      message: 'Too many attempts for this name. Wait 15 minutes, then try again.',
    });
  }
  clock.pass(15 * MINUTE);
  expect((await accounts.logIn(user, password)).session.user).toBe(user);
});

test('a session lives twelve hours after its last use, a week at most, and not after its end', async () => {
  const { accounts, clock, user, password } = await withFirstUser();
  const { token } = await accounts.logIn(user, password);
  for (let hours = 0; hours < 7 * 24 - 11; hours += 11) {
    clock.pass(11 * HOUR);
    expect(await accounts.session(token)).toBeDefined();
  }
  clock.pass(11 * HOUR);
  expect(await accounts.session(token)).toBeUndefined();
  const idle = await accounts.logIn(user, password);
  clock.pass(12 * HOUR);
  expect(await accounts.session(idle.token)).toBeUndefined();
  const ended = await accounts.logIn(user, password);
  await accounts.logOut(ended.token);
  expect(await accounts.session(ended.token)).toBeUndefined();
  expect(await accounts.session('K'.repeat(43))).toBeUndefined();
});

test('old sessions are swept away by the next log-in', async () => {
  const { accounts, clock, db, user, password } = await withFirstUser();
  await accounts.logIn(user, password);
  clock.pass(13 * HOUR);
  await accounts.logIn(user, password);
  expect(await db.selectFrom('sessions').selectAll().execute()).toHaveLength(1);
});

test('a new password ends the sessions of the old one', async () => {
  const { accounts, user, password } = await withFirstUser();
  const { token } = await accounts.logIn(user, password);
  const changed = await accounts.resetPassword('ORGANISER');
  expect(changed.user).toBe(user);
  expect(await accounts.session(token)).toBeUndefined();
  await expect(accounts.logIn(user, password)).rejects.toEqual(refused);
  expect((await accounts.logIn(user, changed.password)).session.user).toBe(user);
  await expect(accounts.resetPassword('ada')).rejects.toMatchObject({
    code: 'user-unknown',
    message: 'There is no user "ada". Known: organiser.',
  });
});
