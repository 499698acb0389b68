import { composeDevnet } from '@tanglegate/devnet/compose';
import { answer, awaitOrder } from './child.ts';

/** A development ledger as `npm start` runs it, in a process of its own. */
export interface DevnetOrder {
  readonly dataFolder: string;
}

export interface DevnetAnswer {
  readonly rpcUrl: string;
  readonly faucetUrl: string;
}

/** What it answers to `checkpoints N`: makes so many at once. */
export interface DevnetTip {
  readonly tip: number;
}

const devnet = await composeDevnet(await awaitOrder<DevnetOrder>());
const { rpcUrl, faucetUrl } = devnet;
await answer({ rpcUrl, faucetUrl } satisfies DevnetAnswer);
process.on('message', (question) => {
  const [, count] = /^checkpoints ([0-9]+)$/.exec(String(question)) ?? [];
  if (count === undefined) return;
  void answer({ tip: devnet.faults.makeCheckpoints(Number(count)) } satisfies DevnetTip);
});
process.once('SIGTERM', () => {
  void devnet.close().then(() => {
    process.disconnect();
  });
});
