import { TanglegateError } from '../errors.ts';
import { fromBase45 } from './base45.ts';
import { decodeSign1 } from './cose-sign1.ts';
import { LIVE_PREFIX, readLivePass, type LivePass } from './live-pass.ts';
import { readStaticPass, STATIC_PREFIX, type StaticPass } from './static-pass.ts';

export type Pass = StaticPass | LivePass;

/** Longer than any pass; shorter than what could keep a validator busy. */
export const MAX_PASS_LENGTH = 220;

/**
 * Reads a QR text as it came from the camera: never trimmed, since base45 has a space. The signature is not checked here.
 * @throws TanglegateError `pass-malformed`, with words for whoever holds the scanner
 */
export function parsePass(text: string): Pass {
  if (text.length > MAX_PASS_LENGTH)
    throw new TanglegateError('pass-malformed', 'This code is no ticket: it is too long.');
  if (text.startsWith(STATIC_PREFIX))
    return readStaticPass(decodeSign1(fromBase45(text.slice(STATIC_PREFIX.length))));
  if (text.startsWith(LIVE_PREFIX))
    return readLivePass(decodeSign1(fromBase45(text.slice(LIVE_PREFIX.length))));
  if (/^t[gl]1/i.test(text)) {
    throw new TanglegateError(
      'pass-malformed',
      'This code was changed on its way from the scanner: set the scanner and this computer to the US keyboard layout, capitals as scanned.',
    );
  }
  throw new TanglegateError('pass-malformed', 'This code is no Tanglegate ticket.');
}
