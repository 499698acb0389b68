/** How each command of the README is proved: run here until it prints something, or where else it runs. */
export type Recipe =
  { readonly expect: RegExp; readonly runsUntilStopped: boolean } | { readonly runsIn: string };

const help = (words: RegExp): Recipe => ({ expect: words, runsUntilStopped: false });

export const readmeRecipes: Readonly<Record<string, Recipe>> = {
  'npm ci && npm start': { runsIn: '.ci/run installs; every journey starts it' },
  'npm ci && npm test': { runsIn: '.ci/run' },
  'npm run check': { runsIn: '.ci/run' },
  'npm run screenshots': { runsIn: 'it runs a journey of these' },
  'npm run event -- check wallet-checkout/server/demo/demo-event.yaml': {
    expect: /Demo Night/,
    runsUntilStopped: false,
  },
  'npm run event -- import wallet-checkout/server/demo/demo-event.yaml': {
    expect: /Demo Night/,
    runsUntilStopped: false,
  },
  'npm run reset-password -- --help': help(/Usage: reset-password/),
  'npm run reset -- --help': help(/Usage: reset/),
  'npm run derive-addresses -- --help': help(/Usage: derive-addresses/),
  'npm run import-addresses -- --help': help(/Usage: import-addresses/),
  'npm run export-money -- --help': help(/Usage: export-money/),
  'npm run refund -- --help': help(/Usage: refund/),
  'npm run sweep -- --help': help(/Usage: sweep/),
  'npm run record-sent -- --help': help(/Usage: record-sent/),
  'npm run backup -- --help': help(/Usage: backup/),
  'npm run restore -- --help': help(/Usage: restore/),
  'npm run derive-addresses -- --mnemonic-file words.txt --count 5000 --out addresses.json': {
    runsIn: 'e2e/keys-stay-home.test.ts, in folders of its own',
  },
  'TANGLEGATE_DEV_POOL=0 npm run import-addresses -- addresses.json': {
    runsIn: 'e2e/keys-stay-home.test.ts, in folders of its own',
  },
  'npm run backup -- --out tanglegate.backup': { runsIn: 'scripts/backup-and-restore.test.ts' },
  'npm run devnet': { expect: /JSON-RPC +http/, runsUntilStopped: true },
  'npm run tangle': { runsIn: 'npm run test:tangle, devnet/src/tangle-endings.tangle.test.ts' },
  'TANGLEGATE_NETWORK=tangle-local npm start': {
    runsIn: 'npm run test:tangle, e2e/buy-on-tangle.tangle.test.ts',
  },
  'npm run test:tangle': { runsIn: '.ci/run, wherever there is Go' },
  'npm run broker': { expect: /takes connections/, runsUntilStopped: true },
  'npm run credential -- --help': help(/Usage: credential/),
  'npm run checkout': { runsIn: 'e2e/parts-alone.test.ts' },
  'npm run validator': { runsIn: 'e2e/parts-alone.test.ts' },
  'npm run door -- --help': help(/Usage: door/),
  'npm run gate -- --help': help(/Usage: gate/),
  'npm run crash-test -- checkout --kills 20 --seed 1': { runsIn: 'load-tests/crash-test.test.ts, shorter' },
  'npm run bench -- --json': { runsIn: 'load-tests/bench.test.ts, the shortest of it; the rest by hand' },
};
