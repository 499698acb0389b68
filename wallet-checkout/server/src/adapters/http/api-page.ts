import { z } from 'zod';
import { escapeHtml, PLAIN_STYLE_PATH } from './plain-page.ts';

/** What this page reads of our own OpenAPI document. */
const body = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).partial();
const operation = z.object({
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).min(1),
  security: z.array(z.record(z.string(), z.unknown())).optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: z.unknown() })).optional(),
  requestBody: body.optional(),
  responses: z.record(z.string(), body.extend({ description: z.string() })),
});
const documentSchema = z.object({
  info: z.object({ title: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

interface Operation extends z.infer<typeof operation> {
  readonly method: string;
  readonly path: string;
}

/** In sentences, `like this` is code. */
const words = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** A schema as JSON, in which the name of another one leads there. A keyboard can scroll it. */
function schemaBlock(label: string, schema: unknown): string {
  const json = escapeHtml(JSON.stringify(schema, undefined, 2)).replace(
    /&#34;#\/components\/schemas\/(\w+)&#34;/g,
    '<a href="#$1">$1</a>',
  );
  return `<details><summary>${escapeHtml(label)}</summary>
<pre tabindex="0" role="group" aria-label="${escapeHtml(label)}">${json}</pre></details>`;
}

function contentOf(part: z.infer<typeof body>, label: string): string {
  return Object.entries(part.content ?? {})
    .map(([type, { schema }]) => schemaBlock(`${label} (${type})`, schema))
    .join('');
}

function operationSection({ method, path, ...about }: Operation): string {
  const name = `${method.toUpperCase()} ${path}`;
  const keys = (about.security ?? []).flatMap((way) => Object.keys(way)).map((key) => `\`${key}\``);
  const parameters = (about.parameters ?? []).map((one) =>
    schemaBlock(`${one.name} (${one.in})`, one.schema),
  );
  const answers = Object.entries(about.responses).map(
    ([status, answer]) =>
      `<li><strong>${status}</strong> ${words(answer.description)}${contentOf(answer, `${status} of ${name}`)}</li>`,
  );
  return `<section>
<h3><code>${escapeHtml(name)}</code></h3>
<p>${words(about.summary)}</p>
${about.description === undefined ? '' : `<p>${words(about.description)}</p>`}
${keys.length === 0 ? '' : `<p>Opened by ${words(keys.join(' or '))}.</p>`}
${parameters.join('')}
${contentOf(about.requestBody ?? {}, `What ${name} takes`)}
<ul>${answers.join('')}</ul>
</section>`;
}

function operationsByTag(paths: z.infer<typeof documentSchema>['paths']): Map<string, Operation[]> {
  const byTag = new Map<string, Operation[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, about] of Object.entries(methods)) {
      const tag = about.tags[0] ?? '';
      byTag.set(tag, [...(byTag.get(tag) ?? []), { ...about, method, path }]);
    }
  }
  return byTag;
}

/** The OpenAPI document for people: plain HTML, no script. */
export function apiPage(openapi: unknown): string {
  const { info, paths, components } = documentSchema.parse(openapi);
  const parts = [...operationsByTag(paths)].map(
    ([tag, operations]) => `<h2>${escapeHtml(tag)}</h2>${operations.map(operationSection).join('')}`,
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<div id="${escapeHtml(name)}">${schemaBlock(name, schema)}</div>`,
  );
  const description = info.description.split(/\n\n/).map((text) => `<p>${words(text)}</p>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What programs can ask – ${escapeHtml(info.title)}</title>
<link rel="stylesheet" href="${PLAIN_STYLE_PATH}">
</head>
<body>
<main>
<h1>What programs can ask</h1>
${description.join('')}
<p><a href="/api/openapi.json">The same as OpenAPI 3.1</a></p>
${parts.join('')}
<h2>Schemas</h2>
${schemas.join('')}
</main>
</body>
</html>
`;
}
