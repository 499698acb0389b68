import { createHash } from 'node:crypto';

/** The same seed, the same numbers: 0 ≤ number < 1. */
export interface Seeded {
  next(): number;
  /** From `least` up to, and not including, `most`. */
  whole(least: number, most: number): number;
  oneOf<T>(choices: readonly [T, ...T[]]): T;
}

export function seeded(seed: number, stream: string): Seeded {
  let drawn = 0;
  const next = (): number =>
    createHash('sha256').update(`${seed}/${stream}/${drawn++}`).digest().readUInt32BE() / 2 ** 32;
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least));
  return {
    next,
    whole,
    oneOf: (choices) => choices[whole(0, choices.length)] ?? choices[0],
  };
}
