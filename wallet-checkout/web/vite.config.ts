import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The service worker needs a name that never changes and a place at the root; everything else is named by its content. */
const SERVICE_WORKER = 'service-worker';

export default defineConfig({
  root: here('.'),
  base: '/',
  resolve: {
    // Also when a test builds the pages: Vite's own choice goes by NODE_ENV, and would then take Lit's development build.
    conditions: ['production', 'module', 'browser'],
    // Only the part that makes the symbol: we draw it ourselves, and need no canvas or file.
    alias: [{ find: /^qrcode$/, replacement: 'qrcode/lib/core/qrcode.js' }],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // An inlined asset would be a data: URL, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: here('index.html'),
        event: here('event.html'),
        order: here('order.html'),
        ticket: here('ticket.html'),
        'log-in': here('log-in.html'),
        live: here('live.html'),
        money: here('money.html'),
        [SERVICE_WORKER]: here('src/offline/service-worker.ts'),
      },
      output: {
        entryFileNames: (chunk) => (chunk.name === SERVICE_WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
