import type { FastifyReply } from 'fastify';

/** Where the look of these pages is served: an inline style would break the content security policy. */
export const PLAIN_STYLE_PATH = '/plain.css';

export const plainStyle = `
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 34rem; padding: 4rem 1.25rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
a { display: inline-block; min-height: 44px; line-height: 44px; }
`;

const titles: Readonly<Record<number, string>> = {
  404: 'Nothing here',
  429: 'A little slower, please',
  503: 'Not ready yet',
};

function escapeHtml(text: string): string {
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
