import { answerFor } from './offline-rules.ts';

/*
 * Keeps the ticket page working without a network once it has been opened: its HTML (network first, so that it stays
 * current) and its assets (kept first: their names change with their content). Its scope is /ticket alone.
 */
const CACHE = 'tanglegate-ticket-1';
const PAGE = '/ticket';
const PATIENCE_MS = 4_000;

/* TypeScript's DOM library has no service worker events; these are the parts used here. */
interface WaitingEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface FetchedEvent extends WaitingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
declare const self: {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: { readonly origin: string };
  addEventListener(type: 'install' | 'activate', listener: (event: WaitingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchedEvent) => void): void;
  addEventListener(type: 'message', listener: (event: WaitingEvent & MessageEvent<unknown>) => void): void;
};

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOtherVersions(), self.clients.claim()]));
});

/** The page tells which files it was made of; the answer comes back on the port that is sent along. */
self.addEventListener('message', (event) => {
  const urls = Array.isArray(event.data) ? event.data.filter((url) => typeof url === 'string') : [];
  event.waitUntil(
    keep(urls).then(
      () => event.ports[0]?.postMessage(true),
      () => event.ports[0]?.postMessage(false),
    ),
  );
});

self.addEventListener('fetch', (event) => {
  const answer = answerFor(event.request, self.location.origin);
  if (answer === 'ticket-page') event.respondWith(page(event.request));
  if (answer === 'asset') event.respondWith(asset(event.request));
});

async function keep(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const present = await Promise.all(urls.map((url) => cache.match(url)));
  // The page itself anew, in case it has changed since; an asset of the same name is the same asset.
  await cache.addAll(urls.filter((url, i) => url === PAGE || present[i] === undefined));
  const kept = await cache.keys();
  const old = kept.filter(({ url }) => !urls.includes(new URL(url).pathname));
  await Promise.all(old.map((request) => cache.delete(request)));
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (fresh.ok) await cache.put(PAGE, fresh.clone());
    if (fresh.status < 500) return fresh;
  } catch {
    // No network: the kept page.
  }
  return (await cache.match(PAGE)) ?? Response.error();
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}

async function forgetOtherVersions(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith('tanglegate-') && name !== CACHE)
      .map((name) => caches.delete(name)),
  );
}
