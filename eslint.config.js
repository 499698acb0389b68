import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/.types/**',
      '**/dist/**',
      'coverage/**',
      'artefacts/**',
      '**/*.cjs',
      '**/*.js',
      '**/*.mjs',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 60 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only (docs/CONTRIBUTING.md).' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file itself.' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['wallet-checkout/web/**/*.ts', 'door-client/page/**/*.ts'], ...lit['flat/recommended'] },
  // core runs in a browser: node's types are there for its tests alone. Imports of node:* are caught by the boundaries.
  {
    files: ['core/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'Buffer',
        'process',
        'global',
        'require',
        'fetch',
        'crypto',
        'setTimeout',
        'setInterval',
      ],
    },
  },
  // Vite and vitest read a default export.
  {
    files: ['**/vite.config.ts', 'vitest.config.ts', '**/vitest.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  // Command line programs and their logs speak on standard output.
  { files: ['scripts/**/*.ts', 'load-tests/**/*.ts'], rules: { 'no-console': 'off' } },
);
