import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Made, installed or kept at run time: no source. */
const NOT_OURS = new Set(['node_modules', 'dist', 'artefacts', 'coverage', 'data', 'testdata']);

/** Every source file, relative to the root. Walked by ourselves: a fresh machine has Node, and perhaps no git. */
export function sourceFiles(ending: RegExp, folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourceFiles(ending, path);
      return ending.test(entry.name) ? [relative(root, path)] : [];
    });
}
