import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One file that a page loads before it can do anything. */
interface LoadedFile {
  readonly file: string;
  readonly gzipBytes: number;
}

/** The JavaScript of a built page's first load: its scripts, and all that these import statically. */
export function firstLoad(dist: string, page: string): readonly LoadedFile[] {
  const html = readFileSync(join(dist, page), 'utf8');
  const entries = [
    ...html.matchAll(/<script\b[^>]*\bsrc="\/([^"]+)"/g),
    ...html.matchAll(/rel="modulepreload"[^>]*href="\/([^"]+)"/g),
  ];
  const found = new Map<string, LoadedFile>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    const code = readFileSync(join(dist, file));
    found.set(file, { file, gzipBytes: gzipSync(code, { level: 9 }).length });
    for (const imported of staticImports(code.toString('utf8'))) visit(join('assets', imported));
  };
  for (const [, file] of entries) if (file !== undefined) visit(file);
  return [...found.values()];
}

/** `import … from"./x.js"`, `export … from"./x.js"` and `import"./x.js"` as the bundler writes them; not `import("./x.js")`. */
function staticImports(code: string): string[] {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)].flatMap(([, file]) => file ?? []);
}
