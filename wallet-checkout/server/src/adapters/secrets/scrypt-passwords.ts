import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { TanglegateError } from '@tanglegate/core/errors';
import type { Passwords } from '../../ports/passwords.ts';

export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and three passes, one of OWASP's equal choices for scrypt (Password Storage Cheat Sheet): kind to a small box. */
const OWASP: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const MAX_WAITING = 10;

function derive(password: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function readStored(text: string): { cost: ScryptCost; salt: Buffer; hash: Buffer } {
  const [scheme, N, r, p, salt, hash] = text.split('$');
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) {
    throw new TanglegateError(
      'password-hash-unreadable',
      'A stored password cannot be read. Set a new one: `npm run reset-password`.',
    );
  }
  const bytes = (part: string): Buffer => Buffer.from(part, 'base64url');
  return { cost: { N: Number(N), r: Number(r), p: Number(p) }, salt: bytes(salt), hash: bytes(hash) };
}

/** One at a time, a few waiting: guessing passwords must cost the guesser, not every fan on the same box. */
export function scryptPasswords(cost: ScryptCost = OWASP): Passwords {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= MAX_WAITING) {
      throw new TanglegateError(
        'too-busy',
        'Many log-ins at the same time. Wait a few seconds, then try again.',
      );
    }
    waiting++;
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine.finally(() => waiting--);
  }

  const nobody = { cost, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };
  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(SALT_BYTES);
        const hash = await derive(password, salt, cost);
        const { N, r, p } = cost;
        return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
      }),
    matches: (password, stored) =>
      inTurn(async () => {
        const wanted = stored === undefined ? nobody : readStored(stored);
        const hash = await derive(password, wanted.salt, wanted.cost);
        return timingSafeEqual(hash, wanted.hash) && stored !== undefined;
      }),
  };
}
