import { emptyWedge, typeKey } from '../domain/wedge-buffer.ts';

/** Listens to the whole page, so that a hand scanner works wherever the focus is. A text field keeps its own keys. */
export function listenToHandScanner(onCode: (text: string) => void): void {
  let buffer = emptyWedge;
  addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || isTextField(event)) return;
      const step = typeKey(buffer, event.key, event.timeStamp);
      buffer = step.buffer;
      if (step.taken) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (step.code !== undefined) onCode(step.code);
    },
    { capture: true },
  );
}

function isTextField(event: KeyboardEvent): boolean {
  const [target] = event.composedPath(); // Elements live in shadow roots: `event.target` is their host.
  return target instanceof HTMLInputElement && target.type === 'text';
}
