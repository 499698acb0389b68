import { millis, type Clock } from '@tanglegate/core/clock';

/** For measuring how long something took: it never jumps, whatever NTP does to the system's clock. */
export const steadyClock: Clock = {
  now: () => millis(Math.floor(performance.timeOrigin + performance.now())),
};
