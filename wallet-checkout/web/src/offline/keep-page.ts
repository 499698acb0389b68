/** @returns whether the page and all it is made of are now kept for a time without a network. */
export async function keepPageOffline(): Promise<boolean> {
  // Service workers need https or localhost.
  if (!('serviceWorker' in navigator)) return false;
  try {
    await navigator.serviceWorker.register('/service-worker.js', { scope: '/ticket' });
    const { active } = await navigator.serviceWorker.ready;
    return active === null ? false : await tell(active, ['/ticket', ...partsOfPage()]);
  } catch {
    return false;
  }
}

function tell(worker: ServiceWorker, urls: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event: MessageEvent<unknown>) => {
      resolve(event.data === true);
    };
    worker.postMessage(urls, [channel.port2]);
  });
}

/** Scripts, styles and preloaded chunks: what this page has fetched from our own origin, by path. */
function partsOfPage(): string[] {
  const entries = performance.getEntriesByType('resource').map((entry) => new URL(entry.name));
  const paths = entries
    .filter((url) => url.origin === location.origin && /^\/(assets\/|favicon\.svg$)/.test(url.pathname))
    .map((url) => url.pathname);
  return [...new Set([...paths, '/favicon.svg'])];
}
