/**
 * The import rules of docs/ARCHITECTURE.md. scripts/check-boundaries.test.ts proves that each of them bites.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const apps = ['broker', 'validator', 'wallet-checkout', 'door-client', 'devnet'];
const workspaces = `^(core|did|${apps.join('|')}|scripts|e2e|load-tests)/`;
const anyApp = `^(${apps.join('|')})/`;
const test = '\\.test\\.ts$|/testing/';

const onlyItself = apps.map((app) => ({
  name: `${app}-imports-no-other-app`,
  comment: 'Apps meet over HTTP and MQTT. Wire them together in scripts/.',
  severity: 'error',
  from: { path: `^${app}/`, pathNot: test },
  to: { path: `^(${apps.filter((other) => other !== app).join('|')}|scripts|e2e|load-tests)/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?worker|\\?url|\\?inline' },
    },
    {
      name: 'core-is-pure',
      comment: 'core runs in a browser: no node:*, no other workspace, only the libraries its ADRs name.',
      severity: 'error',
      from: { path: '^core/', pathNot: test },
      to: { pathNot: '^core/|node_modules/(zod|cborg|base45-ts)/' },
    },
    {
      name: 'did-sees-core-only',
      severity: 'error',
      from: { path: '^did/', pathNot: test },
      to: { path: `${anyApp}|^(scripts|e2e|load-tests)/` },
    },
    ...onlyItself,
    {
      name: 'no-server-can-spend',
      comment: 'What spends runs where the mnemonic is. No server reaches it, however long the way.',
      severity: 'error',
      from: {
        path: `^(core|did|${apps.join('|')}|scripts/installation)/|^scripts/start\\.ts$`,
        pathNot: test,
      },
      to: { path: '^scripts/wallet/', reachable: true },
    },
    {
      name: 'no-keys-on-the-server',
      comment: "The demo's own deriver is the only server code that may hold a key.",
      severity: 'error',
      from: {
        path: '^(broker|validator|wallet-checkout/server)/',
        pathNot: `${test}|/adapters/rebased/demo-deriver\\.ts$`,
      },
      to: { path: 'node_modules/@iota/iota-sdk/.*/(keypairs|transactions|cryptography|multisig)/' },
    },
    {
      name: 'no-path-into-another-package',
      comment: 'A package is reached through the entries of its `exports`, by its name.',
      severity: 'error',
      from: { path: '^([^/]+)/' },
      to: { path: workspaces, pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-utils',
      comment: 'A newcomer guesses the file from the sentence: no drawer for what has no name.',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(utils?|helpers?|misc|common)(/|\\.[a-z]+$)', pathNot: 'node_modules' },
    },
    {
      name: 'nobody-imports-proofs',
      severity: 'error',
      from: { path: '^(scripts)/' },
      to: { path: '^(e2e|load-tests)/' },
    },
    {
      name: 'proofs-stand-apart',
      comment: 'e2e proves, load-tests measures: neither leans on the other.',
      severity: 'error',
      from: { path: '^(e2e|load-tests)/' },
      to: { path: '^(e2e|load-tests)/', pathNot: '^$1/' },
    },
    {
      name: 'pages-see-core-only',
      comment: 'Browser code imports core, and the browser-safe entry of did.',
      severity: 'error',
      from: { path: '^(wallet-checkout/web|door-client/page)/', pathNot: `${test}|vite\\.config\\.ts$` },
      to: {
        path: '^(wallet-checkout/server|door-client/src|did/src/(?!browser))|^node:',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-use-no-node',
      severity: 'error',
      from: { path: '^(wallet-checkout/web|door-client/page)/', pathNot: `${test}|vite\\.config\\.ts$` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-imports-no-page',
      severity: 'error',
      from: { path: '^(wallet-checkout/server|door-client/src)/', pathNot: test },
      to: { path: '^(wallet-checkout/web|door-client/page)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain ← ports ← use-cases; the domain knows core only.',
      severity: 'error',
      from: { path: '/src/domain/', pathNot: test },
      to: { pathNot: '/src/domain/|^core/' },
    },
    {
      name: 'ports-see-domain',
      severity: 'error',
      from: { path: '/src/ports/', pathNot: test },
      to: { pathNot: '/src/(ports|domain)/|^core/' },
    },
    {
      name: 'use-cases-see-ports',
      severity: 'error',
      from: { path: '/src/use-cases/', pathNot: test },
      to: { pathNot: '/src/(use-cases|ports|domain)/|^core/' },
    },
    {
      name: 'adapters-see-ports',
      comment: 'Only compose.ts sees adapters and use-cases together.',
      severity: 'error',
      from: { path: '/src/adapters/', pathNot: test },
      to: { path: '/src/(use-cases/|compose|main)' },
    },
    {
      name: 'only-compose-composes',
      severity: 'error',
      from: { path: '/src/', pathNot: `${test}|/src/(compose[^/]*|main[^/]*)\\.ts$|/src/adapters/` },
      to: { path: '/src/adapters/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Built pages, not the dist folders that libraries ship.
    exclude: { path: '\\.types/|^(?!.*node_modules/).*/dist/|/artefacts/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.css'],
    },
  },
};
