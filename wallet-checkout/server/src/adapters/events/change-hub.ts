import { EventEmitter } from 'node:events';
import type { ChangeMap, Changes } from '../../ports/changes.ts';
import { messageOf } from '@tanglegate/core/errors';
import type { Log } from '../../ports/log.ts';

/** In this process only. One listener's failure is no other's, and never the teller's. */
export function changeHub(log: Log): Changes {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    tell: (kind, about) => {
      emitter.emit(kind, about);
    },
    on: <K extends keyof ChangeMap>(kind: K, listener: (about: ChangeMap[K]) => void) => {
      const guarded = (about: ChangeMap[K]): void => {
        try {
          listener(about);
        } catch (error) {
          log.error({ change: kind, error: messageOf(error) }, 'a listener failed');
        }
      };
      emitter.on(kind, guarded);
      return () => void emitter.off(kind, guarded);
    },
  };
}
