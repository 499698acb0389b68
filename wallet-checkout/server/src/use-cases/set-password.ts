import type { Clock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { OrganiserId } from '@tanglegate/core/ids';
import { userName } from '../domain/user-name.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { Tokens } from '../ports/tokens.ts';

export interface PasswordParts {
  readonly accounts: AccountStore;
  readonly passwords: Passwords;
  readonly tokens: Tokens;
  readonly clock: Clock;
}

/** To be shown once: it is stored nowhere. */
export interface NewPassword {
  readonly user: string;
  readonly password: string;
}

const FIRST_USER = 'organiser';

/** On first start: somebody must be able to log in. Undefined when somebody is already. */
export async function ensureFirstUser(
  organiser: OrganiserId,
  { accounts, passwords, tokens, clock }: PasswordParts,
): Promise<NewPassword | undefined> {
  const users = await accounts.listUsers();
  if (users.length > 0) return undefined;
  const password = tokens.newPassword();
  const passwordHash = await passwords.hash(password);
  const isFirst = await accounts.insertUser({ name: FIRST_USER, organiser, passwordHash, at: clock.now() });
  return isFirst ? { user: FIRST_USER, password } : undefined; // Another checkout was first, and has told its own.
}

/** A new password; whoever was logged in with the old one no longer is. @throws TanglegateError `user-unknown` */
export async function resetPassword(
  typed: string,
  { accounts, passwords, tokens, clock }: PasswordParts,
): Promise<NewPassword> {
  const name = userName(typed);
  if ((await accounts.findUser(name)) === undefined) {
    const names = await accounts.listUsers();
    const known =
      names.length === 0 ? 'There is none yet: `npm start` makes one.' : `Known: ${names.join(', ')}.`;
    throw new TanglegateError('user-unknown', `There is no user "${name.slice(0, 60)}". ${known}`);
  }
  const password = tokens.newPassword();
  await accounts.changePassword({ name, passwordHash: await passwords.hash(password), at: clock.now() });
  return { user: name, password };
}
