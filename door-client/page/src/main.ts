import { config } from 'zod';
import { listenToHandScanner } from './adapters/hand-scanner.ts';
import { keepScreenAwake } from './adapters/wake-lock.ts';
import { composeApp } from './compose.ts';
import { DoorApp } from './elements/door-app.ts';

// zod would compile its checks with `new Function`, which our Content-Security-Policy refuses.
config({ jitless: true });

const app = composeApp();

/** The code in the fragment is good once: it does not stay in the address bar, the history or a screenshot. */
function takeFragment(): void {
  const { hash } = location;
  // The service worker starts pages below `/door/` only, and links lead to `/door`.
  history.replaceState(null, '', import.meta.env.BASE_URL);
  app.openFragment(hash);
}
addEventListener('hashchange', takeFragment);
takeFragment();

listenToHandScanner((text) => app.door()?.enterTyped(text));
keepScreenAwake();

const element = document.querySelector('door-app');
if (element instanceof DoorApp) element.app = app;

if ('serviceWorker' in navigator) {
  // Without it the page works, only not from a cold start without a network.
  void navigator.serviceWorker.register('/door/sw.js', { scope: '/door/' }).catch(() => undefined);
}
