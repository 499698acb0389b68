import { LIVE_PREFIX } from '@tanglegate/core/pass/live-pass';
import { STATIC_PREFIX } from '@tanglegate/core/pass/static-pass';
import type { TypedProblem } from './stage.ts';

/** No message on the scan topic is longer (core's scan schema). */
const MAX_LENGTH = 2_000;

export type TypedCode =
  { readonly ok: true; readonly pass: string } | { readonly ok: false; readonly problem: TypedProblem };

/**
 * What a hand scanner typed, or a person. Never trimmed: base45 has a space, at either end too. Only what would tell the validator
 * nothing is stopped here: more than a message may carry, and a pass that the wrong keyboard layout has mangled.
 * A French layout turns `TG1:` into `TG&M`, a German one into `TG1Ö`, caps lock into `tg1:`.
 */
export function readTyped(text: string): TypedCode {
  if (text.length > MAX_LENGTH) return { ok: false, problem: 'too-long' };
  const isPass = text.startsWith(STATIC_PREFIX) || text.startsWith(LIVE_PREFIX);
  if (!isPass && /^t[gl][1!&+]/i.test(text)) return { ok: false, problem: 'layout' };
  return { ok: true, pass: text };
}
