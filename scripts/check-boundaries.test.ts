import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
let tree: string;

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'tg-boundaries-'));
  for (const name of ['node_modules', 'tsconfig.base.json', 'package.json'])
    symlinkSync(join(root, name), join(tree, name));
});
afterEach(() => {
  rmSync(tree, { recursive: true });
});

/** Writes a small tree and returns the names of the rules it breaks. */
async function rulesBrokenBy(files: Record<string, string>): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(tree, dirname(name)), { recursive: true });
    writeFileSync(join(tree, name), text);
  }
  const folders = [...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? ''))];
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [
    cruiser,
    '--config',
    join(root, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    ...folders,
  ];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: tree, maxBuffer: 64 * 1024 * 1024 }, (_, stdout) => {
      resolve(stdout);
    });
  });
  const report = JSON.parse(output) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(report.summary.violations.map(({ rule }) => rule.name))].sort();
}

const thing = 'export const thing = 1;\n';

test('what DESIGN allows breaks no rule, but for the one about paths: this small tree has no packages with names', async () => {
  const broken = await rulesBrokenBy({
    'core/src/a.ts': thing,
    'did/src/b.ts': "export { thing } from '../../core/src/a.ts';\n",
    'validator/src/domain/c.ts': "export { thing } from '../../../core/src/a.ts';\n",
    'validator/src/ports/d.ts': "export { thing } from '../domain/c.ts';\n",
    'validator/src/use-cases/e.ts': "export { thing } from '../ports/d.ts';\n",
    'validator/src/adapters/f.ts': "export { thing } from '../ports/d.ts';\n",
    'validator/src/compose.ts': "import './adapters/f.ts';\nexport { thing } from './use-cases/e.ts';\n",
    'scripts/start.ts': "export { thing } from '../validator/src/compose.ts';\n",
  });
  expect(broken).toEqual(['no-path-into-another-package']);
});

test.each<[string, Record<string, string>]>([
  ['no-circular', { 'core/src/a.ts': "import './b.ts';\n", 'core/src/b.ts': "import './a.ts';\n" }],
  ['core-is-pure', { 'core/src/a.ts': "import 'node:fs';\n" }],
  ['core-is-pure', { 'core/src/a.ts': "import 'fastify';\n" }],
  ['did-sees-core-only', { 'did/src/a.ts': "import '../../broker/src/b.ts';\n", 'broker/src/b.ts': thing }],
  [
    'validator-imports-no-other-app',
    { 'validator/src/a.ts': "import '../../broker/src/b.ts';\n", 'broker/src/b.ts': thing },
  ],
  [
    'devnet-imports-no-other-app',
    { 'devnet/src/a.ts': "import '../../scripts/b.ts';\n", 'scripts/b.ts': thing },
  ],
  [
    'no-path-into-another-package',
    { 'scripts/a.ts': "import '../core/src/b.ts';\n", 'core/src/b.ts': thing },
  ],
  [
    'no-server-can-spend',
    {
      'scripts/start.ts': "import './installation/a.ts';\n",
      'scripts/installation/a.ts': "import '../b.ts';\n",
      'scripts/b.ts': "import './wallet/c.ts';\n",
      'scripts/wallet/c.ts': thing,
    },
  ],
  [
    'no-keys-on-the-server',
    { 'wallet-checkout/server/src/adapters/a.ts': "import '@iota/iota-sdk/keypairs/ed25519';\n" },
  ],
  ['no-utils', { 'scripts/a.ts': "import './utils.ts';\n", 'scripts/utils.ts': thing }],
  ['no-utils', { 'did/src/a.ts': "import './helpers/b.ts';\n", 'did/src/helpers/b.ts': thing }],
  ['nobody-imports-proofs', { 'scripts/a.ts': "import '../e2e/b.ts';\n", 'e2e/b.ts': thing }],
  ['proofs-stand-apart', { 'e2e/a.ts': "import '../load-tests/b.ts';\n", 'load-tests/b.ts': thing }],
  ['pages-use-no-node', { 'door-client/page/src/a.ts': "import 'node:fs';\n" }],
  [
    'pages-see-core-only',
    { 'door-client/page/src/a.ts': "import '../../src/b.ts';\n", 'door-client/src/b.ts': thing },
  ],
  [
    'server-imports-no-page',
    { 'door-client/src/a.ts': "import '../page/src/b.ts';\n", 'door-client/page/src/b.ts': thing },
  ],
  [
    'domain-is-pure',
    { 'validator/src/domain/a.ts': "import '../ports/b.ts';\n", 'validator/src/ports/b.ts': thing },
  ],
  [
    'ports-see-domain',
    { 'validator/src/ports/a.ts': "import '../use-cases/b.ts';\n", 'validator/src/use-cases/b.ts': thing },
  ],
  [
    'use-cases-see-ports',
    { 'validator/src/use-cases/a.ts': "import '../adapters/b.ts';\n", 'validator/src/adapters/b.ts': thing },
  ],
  [
    'adapters-see-ports',
    { 'validator/src/adapters/a.ts': "import '../use-cases/b.ts';\n", 'validator/src/use-cases/b.ts': thing },
  ],
  [
    'only-compose-composes',
    { 'validator/src/other.ts': "import './adapters/b.ts';\n", 'validator/src/adapters/b.ts': thing },
  ],
  ['no-unresolvable', { 'validator/src/a.ts': "import './nowhere.ts';\n" }],
])('%s is caught', async (rule, files) => {
  expect(await rulesBrokenBy(files)).toContain(rule);
});
