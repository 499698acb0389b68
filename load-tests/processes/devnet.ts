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

const devnet = await composeDevnet(await awaitOrder<DevnetOrder>());
const { rpcUrl, faucetUrl } = devnet;
await answer({ rpcUrl, faucetUrl } satisfies DevnetAnswer);
process.once('SIGTERM', () => {
  void devnet.close().then(() => {
    process.disconnect();
  });
});
