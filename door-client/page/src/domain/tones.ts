import type { Tone } from './stage.ts';

export interface Note {
  readonly hertz: number;
  /** Seconds after the first note. */
  readonly at: number;
  /** Seconds. */
  readonly lasts: number;
}

/** Told apart without looking, and through a crowd: rising, low and double, three of one height, one soft. */
export const tones: Readonly<Record<Tone, readonly Note[]>> = {
  admit: [
    { hertz: 660, at: 0, lasts: 0.12 },
    { hertz: 990, at: 0.12, lasts: 0.2 },
  ],
  refused: [
    { hertz: 175, at: 0, lasts: 0.25 },
    { hertz: 175, at: 0.35, lasts: 0.35 },
  ],
  look: [
    { hertz: 520, at: 0, lasts: 0.09 },
    { hertz: 520, at: 0.15, lasts: 0.09 },
    { hertz: 520, at: 0.3, lasts: 0.09 },
  ],
  'no-answer': [{ hertz: 330, at: 0, lasts: 0.08 }],
};

/** Milliseconds on, off, on …, for `navigator.vibrate`. */
export const vibrations: Readonly<Record<Tone, readonly number[]>> = {
  admit: [90],
  refused: [300, 120, 300],
  look: [100, 80, 100, 80, 100],
  'no-answer': [40],
};
