/** What the service worker does with a request: everything it does not know goes to the network untouched. */
export type Answer = 'ticket-page' | 'asset' | 'network';

export function answerFor(
  request: { readonly method: string; readonly mode: string; readonly url: string },
  origin: string,
): Answer {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin) return 'network';
  if (request.mode === 'navigate') return url.pathname === '/ticket' ? 'ticket-page' : 'network';
  return url.pathname.startsWith('/assets/') || url.pathname === '/favicon.svg' ? 'asset' : 'network';
}
