import { makePayer } from '@tanglegate/devnet/testing/pay';
import { composeDevnet } from '@tanglegate/devnet/compose';
import { IotaClient } from '@iota/iota-sdk/client';
import { expect, test } from 'vitest';
import { inTemporaryFolder } from './temporary-folder.ts';
import { startTimingProxy } from './timing-proxy.ts';

test('a payment counts as told from the first answer with its effects, and not before; each request counts', async () => {
  await inTemporaryFolder(async (dataFolder) => {
    const devnet = await composeDevnet({ dataFolder, checkpointIntervalMs: 20 });
    const proxy = await startTimingProxy(devnet.rpcUrl);
    try {
      const digest = await (await makePayer(devnet)).pay([{ address: `0x${'a'.repeat(64)}`, amount: 5n }]);
      const client = new IotaClient({ url: proxy.url });
      await client.getCheckpoints({ limit: 100, descendingOrder: true });
      expect(proxy.toldAt(digest)).toBeUndefined();
      const ask = () =>
        client.multiGetTransactionBlocks({ digests: [digest], options: { showEffects: true } });
      const askedAt = performance.now();
      const [told] = await ask();
      const first = proxy.toldAt(digest);
      expect(told?.effects?.transactionDigest).toBe(digest);
      expect(first).toBeGreaterThan(askedAt);
      expect(first).toBeLessThan(performance.now());
      await ask();
      expect(proxy.toldAt(digest)).toBe(first);
      expect(proxy.asked()).toBe(3);
    } finally {
      await proxy.close();
      await devnet.close();
    }
  });
});
