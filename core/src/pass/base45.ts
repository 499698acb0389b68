import { decode, encode } from 'base45-ts';
import { TanglegateError } from '../errors.ts';

/** RFC 9285. */
export function toBase45(bytes: Uint8Array): string {
  return encode(bytes);
}

/**
 * RFC 9285, §6: "a decoder must reject" triples beyond 65535. The library wraps them instead, so what was decoded must encode to
 * the very text again: one text per pass.
 * @throws TanglegateError `pass-malformed`
 */
export function fromBase45(text: string): Uint8Array {
  try {
    const bytes = decode(text);
    if (encode(bytes) === text) return bytes;
  } catch (cause) {
    throw new TanglegateError('pass-malformed', 'This code is damaged: it is not base45.', { cause });
  }
  throw new TanglegateError(
    'pass-malformed',
    'This code is damaged: it is not base45 as RFC 9285 writes it.',
  );
}
