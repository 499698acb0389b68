import type { Tone } from '../domain/stage.ts';

/** `locked`: the browser lets a page sound only after a first tap or key. */
export type SoundState = 'locked' | 'on' | 'none';

export interface Signals {
  readonly give: (tone: Tone) => void;
  readonly stop: () => void;
}

export type OpenSignals = (onSound: (state: SoundState) => void) => Signals;
