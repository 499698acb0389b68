import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each set of pages: its folder, and where the built files land. */
const pages = ['wallet-checkout/web', 'door-client/page'];
/** What the pages are made of besides their own folder. */
const shared = ['core/src', 'package-lock.json'];
const built = 'dist';

export const checkoutPages = join(root, 'wallet-checkout/web', built);
export const doorPages = join(root, 'door-client/page', built);

function filesOf(path: string): string[] {
  if (!path.endsWith('.json') && existsSync(path)) {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => ![built, 'node_modules', '.types'].includes(entry.name))
      .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]))
      .sort();
  }
  return [path];
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const file of [folder, ...shared].flatMap((path) => filesOf(join(root, path)))) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Builds what has changed since it was last built; a second call takes milliseconds. */
export async function buildPages(say: (line: string) => void): Promise<void> {
  for (const folder of pages) {
    const marker = join(root, folder, built, '.fingerprint');
    const wanted = fingerprint(folder);
    if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) continue;
    say(`Building the pages of ${folder} …`);
    await build({ root: join(root, folder), logLevel: 'warn' });
    writeFileSync(marker, wanted);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPages((line) => {
    console.log(line);
  });
}
