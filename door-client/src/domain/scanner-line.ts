import { LIVE_PREFIX } from '@tanglegate/core/pass/live-pass';
import { STATIC_PREFIX } from '@tanglegate/core/pass/static-pass';

export type ScannerLine =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'empty' }
  /** The scanner's keys were read as another keyboard's. */
  | { readonly kind: 'mangled'; readonly words: string };

/** No message on the scan topic is longer (core's scan schema). */
const MAX_CHARACTERS = 2_000;

/** What other layouts make of the colon of `TG1:`, which a US keyboard has on shift and semicolon. */
const LAYOUT_OF_COLON: Readonly<Record<string, string>> = {
  Ö: 'German',
  ö: 'German',
  M: 'French',
  m: 'French',
  Ñ: 'Spanish',
  ñ: 'Spanish',
  Ç: 'Portuguese',
  ç: 'Portuguese or Italian',
  Æ: 'Danish',
  Ø: 'Norwegian',
};

/**
 * One line of a hand scanner, its line ending taken off and nothing else: base45 has a space, at either end too. A hand scanner types like a
 * US keyboard; where the box listens with another layout, no code of that line can be trusted, and the guard is told what to set.
 */
export function readScannerLine(line: string): ScannerLine {
  const text = line.replace(/\r?\n?$/, '');
  if (text === '') return { kind: 'empty' };
  if (text.length > MAX_CHARACTERS) {
    return { kind: 'mangled', words: 'This line is longer than any code: end each code with Enter.' };
  }
  if (text.startsWith(STATIC_PREFIX) || text.startsWith(LIVE_PREFIX)) return { kind: 'code', text };
  const prefix = /^[TL][GL]?[1!&+](.)/i.exec(text);
  return prefix === null || !/^t[gl]/i.test(text)
    ? { kind: 'code', text }
    : { kind: 'mangled', words: adviseOn(text, prefix[1] ?? '') };
}

function adviseOn(text: string, colon: string): string {
  const isCapsLock = /^t[gl]/.test(text);
  const layout = LAYOUT_OF_COLON[colon];
  if (isCapsLock && (colon === ':' || colon === ';')) {
    return 'The code came in with small letters: switch Caps Lock off, and let the scanner send capitals as scanned.';
  }
  const listens = layout === undefined ? 'another keyboard layout' : `a ${layout} keyboard layout`;
  return `The code came in as ${text.slice(0, 4)}…: this box listens with ${listens}. Set it, and the scanner, to US English.`;
}
