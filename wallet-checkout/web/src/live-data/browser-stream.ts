import type { StreamHandlers, Timer } from './follow.ts';

/** Server-sent events of one name, through the browser's own EventSource. */
export function browserStream(path: string, eventName: string): (handlers: StreamHandlers) => () => void {
  return (handlers) => {
    const source = new EventSource(path);
    source.addEventListener('open', handlers.opened);
    source.addEventListener(eventName, (event) => {
      handlers.message(String(event.data));
    });
    source.addEventListener('error', () => {
      handlers.failed(source.readyState === EventSource.CLOSED);
    });
    return () => {
      source.close();
    };
  };
}

export const browserTimer: Timer = {
  after: (ms, run) => {
    const id = setTimeout(run, ms);
    return () => {
      clearTimeout(id);
    };
  },
};
