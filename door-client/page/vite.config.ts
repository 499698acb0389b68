import { defineConfig, type Plugin } from 'vite';

/** Tells the service worker which files make the page, so that it starts without a network. */
function listFilesForServiceWorker(): Plugin {
  return {
    name: 'list-files-for-service-worker',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle).filter((name) => name !== 'sw.js' && !name.endsWith('.map'));
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
      const code = worker.code.replace(/(['"`])__FILES__\1/, () => JSON.stringify(files));
      if (code === worker.code) throw new Error('the service worker has no place for its list of files');
      worker.code = code;
    },
  };
}

export default defineConfig({
  base: '/door/',
  plugins: [listFilesForServiceWorker()],
  // Also when a test builds the page: Vite's own choice goes by NODE_ENV, and would then take Lit's development build.
  resolve: { conditions: ['production', 'module', 'browser'] },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // A strict Content-Security-Policy allows no data: and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/service-worker.ts' },
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
