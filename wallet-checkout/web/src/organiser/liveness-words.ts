import type { Liveness } from '../live-data/follow.ts';
import { clockWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';

interface LivenessWords {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly text: string;
}

/** Says whether the figures move, and of when they are if they do not. */
export function livenessWords(
  liveness: Liveness,
  newest: number | undefined,
  timeZone: string,
): LivenessWords {
  const texts = words.organiser.live;
  switch (liveness) {
    case 'live':
      return { tone: 'good', text: texts.live };
    case 'polling':
      return { tone: 'warn', text: texts.polling };
    case 'connecting':
      return { tone: 'warn', text: texts.connecting };
    case 'lost':
      return {
        tone: 'bad',
        text: newest === undefined ? texts.connecting : texts.notLive(clockWords(newest, timeZone)),
      };
  }
}
