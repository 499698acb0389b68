import { tones, vibrations, type Note } from '../domain/tones.ts';
import type { OpenSignals } from '../ports/signals.ts';

/** Loud enough for a doorway, and no clipping when two tones overlap. */
const VOLUME = 0.6;
const FADE_S = 0.015;

/** Sound and vibration. Browsers let a page sound only after a tap or key. */
export const openBrowserSignals: OpenSignals = (onSound) => {
  const audio = 'AudioContext' in window ? new AudioContext() : undefined;
  const tellState = (): void => {
    if (audio === undefined) onSound('none');
    else onSound(audio.state === 'running' ? 'on' : 'locked');
  };
  const unlock = (): void => {
    if (audio?.state !== 'running') void audio?.resume();
  };
  audio?.addEventListener('statechange', tellState);
  addEventListener('pointerdown', unlock);
  addEventListener('keydown', unlock);
  queueMicrotask(tellState);

  return {
    give: (tone) => {
      if (audio?.state === 'running') for (const note of tones[tone]) play(audio, note);
      // iOS has no vibration, whatever the types say.
      if ('vibrate' in navigator) navigator.vibrate([...vibrations[tone]]);
    },
    stop: () => {
      removeEventListener('pointerdown', unlock);
      removeEventListener('keydown', unlock);
      void audio?.close();
    },
  };
};

function play(audio: AudioContext, { hertz, at, lasts }: Note): void {
  const begin = audio.currentTime + at;
  const end = begin + lasts;
  const oscillator = new OscillatorNode(audio, { frequency: hertz, type: 'triangle' });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(VOLUME, begin + FADE_S);
  gain.gain.setValueAtTime(VOLUME, end - FADE_S);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(begin);
  oscillator.stop(end);
}
