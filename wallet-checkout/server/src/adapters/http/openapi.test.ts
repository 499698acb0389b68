import { expect, test } from 'vitest';
import { z } from 'zod';
import { startApp } from './testing/http-fixture.ts';

const operationSchema = z.object({
  summary: z.string().min(5),
  tags: z.array(z.string()).min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  responses: z.record(z.string(), z.object({ description: z.string() })),
});
const documentSchema = z.object({
  openapi: z.string(),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
});

async function readDocument() {
  const { app } = await startApp();
  const answer = await app.inject({ url: '/api/openapi.json' });
  expect(answer.statusCode).toBe(200);
  return { app, text: answer.body, document: documentSchema.parse(answer.json()) };
}

test('the document is OpenAPI 3.1, and each of its references leads somewhere', async () => {
  const { text, document } = await readDocument();
  expect(document.openapi).toMatch(/^3\.1\./);
  const references = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map((match) => match[1] ?? '');
  expect(references.length).toBeGreaterThan(20);
  for (const reference of new Set(references)) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1];
    expect(Object.keys(document.components.schemas)).toContain(name);
  }
});

const operations = [
  'GET /api/events',
  'GET /api/events/{event}',
  'GET /api/network',
  'POST /api/orders',
  'GET /api/orders/{order}',
  'POST /api/orders/{order}/session',
  'POST /api/orders/{order}/cancel',
  'GET /api/orders/{order}/events',
  'GET /api/tickets/{ticket}',
  'POST /api/tickets/{ticket}/session',
  'POST /api/enrol',
  'GET /api/doors',
  'POST /api/doors/{door}/enrolments',
  'POST /api/session',
  'GET /api/session',
  'DELETE /api/session',
  'PUT /api/orders/{order}/refund-address',
  'POST /api/orders/{order}/revoke',
  'GET /api/money',
  'GET /api/live/money/export',
  'POST /api/live/money/sent',
  'POST /api/money/refused/noted',
  'POST /api/money/refunds/{refund}/write-off',
  'GET /api/live',
  'GET /api/live/{event}',
  'GET /api/live/{event}/events',
  'GET /healthz',
  'GET /readyz',
];

test('each route is in the document, and nothing else is', async () => {
  const { document, app } = await readDocument();
  const found = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(found.sort()).toEqual([...operations].sort());
  for (const operation of operations) {
    const [method, path] = operation.split(' ');
    const url = path?.replaceAll(/\{(\w+)\}/g, ':$1') ?? '';
    const known = (['GET', 'POST', 'PUT', 'DELETE'] as const).find((name) => name === method);
    expect(known !== undefined && app.hasRoute({ method: known, url })).toBe(true);
  }
});

test('each operation says what may go wrong, and which key opens it', async () => {
  const { document } = await readDocument();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const where = `${method} ${path}`;
      const statuses = Object.keys(operation.responses);
      if (path.startsWith('/api'))
        expect([where, ...statuses]).toEqual(expect.arrayContaining(['429', '500']));
      const needsLogIn = statuses.includes('401') && where !== 'post /api/session';
      expect([where, operation.security?.some((way) => 'organiserSession' in way) ?? false]).toEqual([
        where,
        needsLogIn,
      ]);
      for (const way of (operation.security ?? []).flatMap((keys) => Object.keys(keys)))
        expect(Object.keys(document.components.securitySchemes)).toContain(way);
    }
  }
});

test('the human page and what it loads come from our own origin', async () => {
  const { app } = await startApp();
  const page = await app.inject({ url: '/api/docs' });
  expect(page.headers['content-type']).toContain('text/html');
  const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
  const anchors = loaded.filter((url) => url.startsWith('#'));
  expect(anchors.length).toBeGreaterThan(20);
  for (const anchor of anchors) expect(page.body).toContain(`id="${anchor.slice(1)}"`);
  for (const url of loaded.filter((url) => !url.startsWith('#')))
    expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 200]);
  expect(page.body).not.toMatch(/<script|style=|="https?:/);
});

test('the human page has every operation, and what each may answer', async () => {
  const { app, document } = await readDocument();
  const { body } = await app.inject({ url: '/api/docs' });
  for (const operation of operations) expect(body).toContain(`<h3><code>${operation}</code></h3>`);
  expect(body.match(/<li><strong>\d{3}<\/strong>/g)).toHaveLength(
    Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ responses }) => Object.keys(responses)).length,
  );
});
