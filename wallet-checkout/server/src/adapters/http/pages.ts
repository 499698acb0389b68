import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { eventIdSchema } from '@tanglegate/core/ids';
import type { Catalogue } from '../../ports/application.ts';
import type { PageFolders } from './app-options.ts';
import { nothingHere, unknownThing } from './errors.ts';
import { PLAIN_STYLE_PATH, plainStyle, sendPlainPage } from './plain-page.ts';
import { unlimited } from './request-limits.ts';
import type { ZodApp } from './zod-app.ts';

const hidden = { schema: { hide: true } };
/** Files cost next to nothing, and a whole queue behind a venue's one address loads a dozen each. */
const file = { ...hidden, config: unlimited };
const NOT_BUILT =
  'The pages are not built yet. Run `npm run build:pages`, then reload. (`npm start` does it by itself.)';
/** What a build makes: no dot at the start of a name, nothing that climbs, nothing encoded. */
const PLAIN_PATH = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
const UNCHANGING = 'public, max-age=31536000, immutable';

/** Vite puts a hash of the content into the names below `assets/`; everything else is asked for again each time. */
async function sendFile(reply: FastifyReply, folder: string, file: string): Promise<FastifyReply> {
  if (!existsSync(join(folder, 'index.html'))) {
    await sendPlainPage(reply, 503, NOT_BUILT);
    return reply;
  }
  if (!PLAIN_PATH.test(file)) throw nothingHere();
  reply.header('cache-control', file.startsWith('assets/') ? UNCHANGING : 'no-cache');
  return reply.sendFile(file, folder, { cacheControl: false, dotfiles: 'ignore' });
}

function restOf(request: FastifyRequest): string {
  const { params } = request;
  return typeof params === 'object' && params !== null && '*' in params ? String(params['*']) : '';
}

/** The built pages: one HTML file per page, and whatever lies beside it (assets, service worker, manifest). */
export async function servePages(app: ZodApp, pages: PageFolders, catalogue: Catalogue): Promise<void> {
  await app.register(fastifyStatic, { serve: false });
  const checkoutPages = {
    '/': 'index',
    '/order': 'order',
    '/ticket': 'ticket',
    '/live': 'live',
    '/money': 'money',
    '/log-in': 'log-in',
  };
  for (const [path, page] of Object.entries(checkoutPages)) {
    app.get(path, file, (_request, reply) => sendFile(reply, pages.checkout, `${page}.html`));
  }
  app.get('/events/:event', hidden, async (request, reply) => {
    const { params } = request;
    const event = eventIdSchema.safeParse(
      typeof params === 'object' && params !== null && 'event' in params ? params.event : undefined,
    );
    if (!event.success) throw unknownThing('event');
    await catalogue.showEvent(event.data);
    return sendFile(reply, pages.checkout, 'event.html');
  });
  // A browser keeps the fragment with the enrolment code; the page's service worker needs the slash in its scope.
  app.get('/door', file, (_request, reply) => reply.redirect('/door/'));
  app.get('/door/', file, (_request, reply) => sendFile(reply, pages.door, 'index.html'));
  app.get('/door/*', file, (request, reply) => sendFile(reply, pages.door, restOf(request)));
  app.get('/*', file, (request, reply) => {
    const path = restOf(request);
    if (path.startsWith('api/')) throw nothingHere();
    return sendFile(reply, pages.checkout, path);
  });
}

export function plainStyleRoute(app: ZodApp): void {
  app.get(PLAIN_STYLE_PATH, hidden, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(plainStyle),
  );
}
