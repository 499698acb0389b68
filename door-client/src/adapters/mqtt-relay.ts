import { TanglegateError } from '@tanglegate/core/errors';
import type { Gate } from '../ports/gate.ts';
import type { MqttLink } from './mqtt-link.ts';

export interface MqttRelayOptions {
  /** The relay's own topics: `<prefix>/set` and `<prefix>/state`. */
  readonly prefix: string;
  /** What the relay is told; it must close by itself after its pulse, so that no crash of ours leaves it open. */
  readonly command: string;
  /** What it says on `<prefix>/state` when it has moved. */
  readonly acknowledgement: string;
  /** How long it may take to say so. */
  readonly timeoutMs: number;
}

/** A plain relay on our broker. Its command is never retained: a retained one would open the gate whenever the relay restarts. */
export function createMqttRelay(link: MqttLink, options: MqttRelayOptions): Gate {
  const stopping = new AbortController();
  let waiting: (() => void) | undefined;
  const stateTopic = `${options.prefix}/state`;
  link.subscribe(stateTopic, (text, { retained }) => {
    // A retained state tells of an earlier opening.
    if (!retained && text.trim() === options.acknowledgement) waiting?.();
  });
  return {
    open: async () => {
      if (!link.isConnected) throw failed('the relay is out of reach: no connection to the broker');
      const acknowledged = new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(failed(`the relay did not answer within ${options.timeoutMs} ms on ${stateTopic}`));
        }, options.timeoutMs);
        stopping.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(failed('the driver was stopped before the relay answered'));
        });
        waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      const command = { topic: `${options.prefix}/set`, payload: options.command };
      try {
        await Promise.all([link.publish({ ...command, options: { qos: 1, retain: false } }), acknowledged]);
      } finally {
        waiting = undefined;
      }
    },
    close: () => {
      stopping.abort();
    },
  };
}

function failed(words: string): TanglegateError {
  return new TanglegateError('gate-failed', words);
}
