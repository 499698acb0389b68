import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FastifyReply } from 'fastify';

/** Where the look of these pages is served: an inline style would break the content security policy. */
export const PLAIN_STYLE_PATH = '/plain.css';

const tokens = readFileSync(createRequire(import.meta.url).resolve('@tanglegate/core/tokens.css'), 'utf8');

export const plainStyle = `${tokens}
body { margin: 0 auto; max-width: 34rem; padding: var(--space-6) var(--space-3); background: var(--ground); color: var(--ink); font: var(--text-m)/1.5 var(--font); }
h1 { margin: 0 0 var(--space-3); font-size: var(--text-xl); line-height: 1.2; }
a { display: inline-block; min-height: var(--target); line-height: var(--target); color: var(--accent); }
h2 { margin: var(--space-6) 0 var(--space-3); font-size: var(--text-l); line-height: 1.2; }
h3 { margin: var(--space-5) 0 var(--space-2); font-size: var(--text-m); }
summary { min-height: var(--target); line-height: var(--target); cursor: pointer; }
main { overflow-wrap: anywhere; }
pre { margin: 0; overflow-wrap: normal; padding: var(--space-3); overflow-x: auto; background: var(--surface); }
pre a { display: inline; line-height: inherit; }
`;

const titles: Readonly<Record<number, string>> = {
  404: 'Nothing here',
  429: 'A little slower, please',
  503: 'Not ready yet',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A page for people when there is no built page to show: what happened, and the way on. */
export async function sendPlainPage(reply: FastifyReply, status: number, words: string): Promise<void> {
  const title = titles[status] ?? 'That did not work';
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Tanglegate</title>
<link rel="stylesheet" href="${PLAIN_STYLE_PATH}">
</head>
<body>
<main>
<h1>${title}</h1>
<p>${escapeHtml(words)}</p>
<p><a href="/">All events</a></p>
</main>
</body>
</html>
`;
  await reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
}
