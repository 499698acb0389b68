import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTangle, type TestTangle } from '@tanglegate/devnet/testing/tangle';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { refundOf } from './testing/wallet-on-devnet.ts';
import { COIN, walletOnTangle } from './testing/wallet-on-tangle.ts';

// `refund`, killed (-9) at the moment when it sends: just before its block reaches the node, and just after.

let tangle: TestTangle;
beforeAll(async () => {
  tangle = await startTangle({ milestones: 'timer', intervalMs: 300 });
}, 600_000);
afterAll(() => tangle.close());

const home = 'ab'.repeat(32);

/** Stands before the node, and kills whoever posts a block. @returns its URL, and the ids of blocks that went through */
async function killingNode(when: 'before' | 'after', victim: () => ChildProcess | undefined) {
  const proxy = Fastify();
  onTestFinished(() => proxy.close());
  const blocks: unknown[] = [];
  const forward = async (path: string, body?: unknown) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    return fetch(tangle.nodeUrl + path, body === undefined ? {} : { ...init, body: JSON.stringify(body) });
  };
  proxy.get('*', async ({ url }, reply) => {
    const answer = await forward(url);
    return reply.code(answer.status).send(await answer.json());
  });
  proxy.post('*', async ({ url, body }, reply) => {
    if (when === 'after') blocks.push(await (await forward(url, body)).json());
    victim()?.kill('SIGKILL');
    return reply.code(503).send();
  });
  return { url: await proxy.listen({ host: '127.0.0.1', port: 0 }), blocks };
}

test.each(['before', 'after'] as const)(
  'killed just %s its block reached the node: paid once',
  async (when) => {
    const { folder, mnemonicFile, pay, writeExport, run, arrived } = await walletOnTangle(tangle);
    const refunds = [refundOf('refund-1', COIN, home)];
    await writeExport({ addresses: [await pay(0, 3n * COIN)], refunds });
    let child: ChildProcess | undefined = undefined;
    const { url, blocks } = await killingNode(when, () => child);
    const script = fileURLToPath(new URL('refund.ts', import.meta.url));
    const offServer = ['--export', join(folder, 'money.json'), '--mnemonic-file', mnemonicFile, '--yes'];
    child = spawn(process.execPath, ['--import', 'tsx', script, ...offServer, '--node', url], {
      stdio: 'ignore',
    });
    const [, signal] = (await once(child, 'close')) as [unknown, unknown]; // node's `close` event: exit code, signal.
    expect([signal, blocks.length]).toEqual(['SIGKILL', when === 'after' ? 1 : 0]);

    const again = await run('refund.ts');
    expect([again.code, again.err]).toEqual([0, '']);
    expect(JSON.parse(again.out)).toMatchObject({ covered: 1, owed: [] });
    const sent = readFileSync(join(folder, 'sent.json'), 'utf8');
    const { refunds: told } = JSON.parse(sent) as { refunds: { transaction: string }[] };
    expect(told).toMatchObject([{ id: 'refund-1', to: home }]);
    expect(
      await arrived(
        home,
        told.map(({ transaction }) => transaction),
      ),
    ).toBe(COIN);
  },
);
