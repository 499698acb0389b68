/**
 * Lets the page start without a network. The list of files is written in by the build (vite.config.ts); a new build is a new
 * list, thus a new cache. Nothing else is stored: scans and verdicts never come through here.
 */
const FILES = '__FILES__' as unknown as readonly string[]; // The build puts the list in place of the string.
const CACHE = `door-${FILES.join('|')}`;
const PAGE = '/door/';
const NETWORK_PATIENCE_MS = 3_000;

/** What of the service worker's own types is used here; the page's types do not have them. */
interface LifeEvent extends Event {
  waitUntil(until: Promise<unknown>): void;
}
interface RequestEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
const scope = self as unknown as WorkerScope; // See above.

scope.addEventListener('install', (event) => {
  const extras = ['icon.svg', 'manifest.webmanifest'];
  const assets = [...FILES.filter((name) => name !== 'index.html'), ...extras].map((name) => PAGE + name);
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([PAGE, ...assets]))
      .then(() => scope.skipWaiting()),
  );
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('door-') && name !== CACHE)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => scope.clients.claim()),
  );
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || !url.pathname.startsWith(PAGE)) return;
  event.respondWith(request.mode === 'navigate' ? fromNetworkFirst(request) : fromCacheFirst(request));
});

/** The page itself: the newest when there is a network, else the one that is kept. */
async function fromNetworkFirst(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(NETWORK_PATIENCE_MS) });
    if (response.ok) return response;
  } catch {
    // No network: see below.
  }
  return (await caches.match(PAGE)) ?? Response.error();
}

/** Its files carry a hash in their names: what is kept is right. */
async function fromCacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
