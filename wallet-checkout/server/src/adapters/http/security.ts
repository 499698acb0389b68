import helmet from '@fastify/helmet';
import type { FastifyRequest } from 'fastify';
import { TanglegateError } from '@tanglegate/core/errors';
import type { ZodApp } from './zod-app.ts';

/** 'wasm-unsafe-eval': the door page decodes with WebAssembly. Styles are adopted style sheets and files, never inline. */
function contentSecurityPolicy(publicUrl: string, connectSources: readonly string[]): string {
  const origin = new URL(publicUrl);
  const socket = `${origin.protocol === 'https:' ? 'wss:' : 'ws:'}//${origin.host}`;
  return [
    `default-src 'self'`,
    `script-src 'self' 'wasm-unsafe-eval'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `connect-src ${["'self'", socket, ...connectSources].join(' ')}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
  ].join('; ');
}

const unsafeMethods = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

function crossSite(): TanglegateError {
  return new TanglegateError(
    'cross-site',
    'Another web site sent this request. Open our own page and try there.',
  );
}

/** Whoever makes a URL of it later must not fall over it. */
function refuseMalformedHost({ headers }: FastifyRequest): void {
  if (URL.canParse(`http://${headers.host ?? 'localhost'}`)) return;
  throw new TanglegateError(
    'invalid-request',
    'The Host header names no host. Check the address that was asked for.',
  );
}

/** Browsers say where a request comes from; programs say nothing, and hold no cookie that could be abused. */
function refuseOtherSites(request: FastifyRequest, ownOrigin: string): void {
  if (!unsafeMethods.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw crossSite();
  const { origin } = request.headers;
  if (origin === undefined || origin === ownOrigin) return;
  if (!URL.canParse(origin) || new URL(origin).host !== request.host) throw crossSite();
}

export async function secure(
  app: ZodApp,
  publicUrl: string,
  connectSources: readonly string[],
): Promise<void> {
  const { protocol, origin } = new URL(publicUrl);
  const isHttps = protocol === 'https:';
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: isHttps && { maxAge: 31_536_000 },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // Both are ignored, with a warning, on an origin that is neither https nor localhost: a venue's own network.
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
  });
  const policy = contentSecurityPolicy(publicUrl, connectSources);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', policy);
    reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=(), payment=()');
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store');
    refuseMalformedHost(request);
    refuseOtherSites(request, origin);
    await Promise.resolve();
  });
}
