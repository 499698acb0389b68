/**
 * A hand scanner that plays a keyboard ("wedge"): it types the code in a burst and ends it with Enter or Tab.
 * Keys that come singly are a person's and are left alone.
 */
export interface WedgeBuffer {
  readonly text: string;
  readonly lastKeyAt: number;
}

export interface WedgeStep {
  readonly buffer: WedgeBuffer;
  /** The key is the scanner's: keep it from buttons and from scrolling. */
  readonly taken: boolean;
  /** The whole code, when this key ended it. */
  readonly code?: string;
}

export const emptyWedge: WedgeBuffer = { text: '', lastKeyAt: 0 };

/** Cordless scanners pause up to some 100 ms between keys; people who mean buttons pause longer. */
const PAUSE_MS = 400;
const MAX_LENGTH = 4_096;

/** @param key `KeyboardEvent.key`; `at` in milliseconds, of one clock */
export function typeKey(buffer: WedgeBuffer, key: string, at: number): WedgeStep {
  const text = at - buffer.lastKeyAt > PAUSE_MS ? '' : buffer.text;
  if (key === 'Enter' || key === 'Tab') {
    return text === ''
      ? { buffer: emptyWedge, taken: false }
      : { buffer: emptyWedge, taken: true, code: text };
  }
  // Shift, arrows, F5: a name, not a character.
  if (key.length !== 1) return { buffer: { ...buffer, text }, taken: false };
  // A space on its own presses the focused button; within a burst it belongs to the code.
  if (key === ' ' && text === '') return { buffer: emptyWedge, taken: false };
  return { buffer: { text: (text + key).slice(0, MAX_LENGTH), lastKeyAt: at }, taken: true };
}
