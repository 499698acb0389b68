/** A node behind a password: `fetch` takes none in a URL, and would show it in its error. */
function withPassword(
  input: Parameters<typeof fetch>[0],
  init: RequestInit = {},
): [string | URL | Request, RequestInit] {
  if (input instanceof Request) return [input, init];
  const url = new URL(input);
  if (url.username === '' && url.password === '') return [input, init];
  const text = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const headers = new Headers(init.headers);
  headers.set('authorization', `Basic ${Buffer.from(text).toString('base64')}`);
  url.username = url.password = '';
  return [url, { ...init, headers }];
}

/**
 * `fetch` that gives up after `timeoutMs`, body included, or when `stopping` aborts. `AbortSignal.any` would be shorter, but on
 * Node 20 every signal it makes stays with the long-lived one (nodejs/node#55351): a poll every 250 ms for months.
 */
export function timedFetch(timeoutMs: number, stopping: AbortSignal): typeof fetch {
  return async (input, init) => {
    stopping.throwIfAborted();
    const giveUp = new AbortController();
    const stop = (): void => {
      giveUp.abort(stopping.reason);
    };
    const timer = setTimeout(() => {
      giveUp.abort(new DOMException('no answer in time', 'TimeoutError'));
    }, timeoutMs);
    stopping.addEventListener('abort', stop, { once: true });
    try {
      const [url, options] = withPassword(input, init);
      const response = await fetch(url, { ...options, signal: giveUp.signal });
      const body = await response.text();
      const { status, statusText } = response;
      return new Response(body === '' ? null : body, { status, statusText });
    } finally {
      clearTimeout(timer);
      stopping.removeEventListener('abort', stop);
    }
  };
}
