// The one JavaScript file here: a worker thread starts with plain Node, whatever started its parent (tsx, vitest, Node alone),
// and on Node 20 plain Node cannot read TypeScript. See ADR 0001.
import { register } from 'tsx/esm/api';

register();
await import('./store-worker.ts');
