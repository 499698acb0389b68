import { defineConfig } from 'vitest/config';

// Unit tests stand beside their file; e2e journeys start real processes and a real browser, one at a time.
export default defineConfig({
  test: {
    // Most of them wait for processes, disks and clocks: a core less than there are would leave small machines idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{core,did,broker,validator,wallet-checkout,door-client,devnet,scripts,load-tests}/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/.types/**', '**/*.tangle.test.ts', '**/*.postgres.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        // The checkout's tests once more, on a real PostgreSQL (npm brings it), and what only PostgreSQL has to show.
        test: {
          name: 'unit-on-postgres',
          include: [
            'wallet-checkout/server/src/compose*.test.ts',
            'wallet-checkout/server/src/{adapters/database,use-cases}/**/*.test.ts',
            '**/*.postgres.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/.types/**', '**/{open-sqlite,group-commit}.test.ts'],
          globalSetup: 'wallet-checkout/server/src/testing/start-postgres.ts',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/.types/**', '**/*.tangle.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // On a real node that Go builds: npm run test:tangle, which builds it first. Not part of npm test.
        test: {
          name: 'tangle',
          include: ['**/*.tangle.test.ts'],
          exclude: ['**/node_modules/**', '**/.types/**'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
