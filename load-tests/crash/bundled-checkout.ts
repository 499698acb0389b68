import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

/** What carries machine code or WebAssembly stays where it is installed. */
const staysInstalled: Plugin = {
  name: 'stays installed',
  setup(bundling) {
    bundling.onResolve({ filter: /^(better-sqlite3|@iota\/[a-z-]+-wasm)(\/|$)/ }, ({ path }) => ({
      path: pathToFileURL(require.resolve(path)).href,
      external: true,
    }));
  },
};

/** Libraries written for `require` look for what Node gives them. */
const nodeGlobals = `import { createRequire as makeRequire } from 'node:module';
const require = makeRequire(${JSON.stringify(import.meta.url)});`;

/**
 * The checkout's sources and libraries in one file, for it is started once per kill: that loads in a fifth of the time.
 * @returns the file
 */
export async function bundleCheckout(folder: string): Promise<string> {
  const outfile = join(folder, 'killed-checkout.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../processes/killed-checkout.ts', import.meta.url))],
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' },
    banner: { js: nodeGlobals },
    // The bundle lies in a temporary folder: packages are found from here.
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    plugins: [staysInstalled],
  });
  return outfile;
}
