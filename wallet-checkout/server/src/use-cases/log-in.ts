import { HOUR, millis, MINUTE, type Clock, type Millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { LogInThrottle } from '../domain/log-in-throttle.ts';
import { userName } from '../domain/user-name.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Session } from '../ports/application.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { Tokens } from '../ports/tokens.ts';

export interface AccountParts {
  readonly accounts: AccountStore;
  readonly passwords: Passwords;
  readonly tokens: Tokens;
  readonly throttle: LogInThrottle;
  readonly clock: Clock;
}

/** A session lasts this long after it was last used, and this long in all. */
const IDLE_MS = 12 * HOUR;
const LONGEST_MS = 7 * 24 * HOUR;
/** A page that asks every second need not write every second. */
const TOUCH_MS = MINUTE;

const earlier = (now: Millis, by: number): Millis => millis(Math.max(0, now - by));

/** @throws TanglegateError `log-in-refused`, the same for a wrong name and a wrong password; `log-in-paused` after many */
export async function logIn(
  typed: { user: string; password: string },
  { accounts, passwords, tokens, throttle, clock }: AccountParts,
): Promise<{ token: string; session: Session; expiresAt: Millis }> {
  const name = userName(typed.user);
  const wait = throttle.attempt(name, clock.now());
  if (wait > 0) {
    throw new TanglegateError(
      'log-in-paused',
      `Too many attempts for this name. Wait ${Math.ceil(wait / MINUTE)} minutes, then try again.`,
    );
  }
  const found = await accounts.findUser(name);
  const isRight = await passwords.matches(typed.password, found?.passwordHash);
  if (found === undefined || !isRight) {
    throw new TanglegateError('log-in-refused', 'Name or password is wrong. Check both, and the keyboard.');
  }
  throttle.succeeded(name);
  const now = clock.now();
  const token = tokens.newSessionToken();
  await accounts.deleteOldSessions({ lastUsed: earlier(now, IDLE_MS), created: earlier(now, LONGEST_MS) });
  await accounts.insertSession({ tokenHash: tokens.hash(token), user: found.user, at: now });
  const { user, organiser, organiserName } = found;
  return { token, session: { user, organiser, organiserName }, expiresAt: millis(now + IDLE_MS) };
}

/** Undefined for a token that is wrong, ended or too old. Using a session keeps it alive. */
export async function findSession(
  token: string,
  { accounts, tokens, clock }: Pick<AccountParts, 'accounts' | 'tokens' | 'clock'>,
): Promise<Session | undefined> {
  const tokenHash = tokens.hash(token);
  const found = await accounts.findSession(tokenHash);
  const now = clock.now();
  if (found === undefined || now - found.lastUsedAt >= IDLE_MS || now - found.createdAt >= LONGEST_MS)
    return undefined;
  if (now - found.lastUsedAt >= TOUCH_MS) await accounts.touchSession(tokenHash, now);
  const { user, organiser, organiserName } = found;
  return { user, organiser, organiserName };
}
