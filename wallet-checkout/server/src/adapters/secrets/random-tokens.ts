import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Tokens } from '../../ports/tokens.ts';

/** 32 letters and digits, without those that look alike. */
const TYPEABLE = 'abcdefghjkmnpqrstuvwxyz023456789';

function typeable(length: number): string {
  return Array.from({ length }, () => TYPEABLE[randomInt(TYPEABLE.length)]).join('');
}

export const randomTokens: Tokens = {
  newSessionToken: () => randomBytes(32).toString('base64url'),
  newEnrolmentCode: () => randomBytes(16).toString('base64url'),
  newPassword: () => Array.from({ length: 4 }, () => typeable(5)).join('-'),
  // Random from end to end: nothing to slow a guesser down for.
  hash: (token) => createHash('sha256').update(token, 'utf8').digest('hex'),
};
