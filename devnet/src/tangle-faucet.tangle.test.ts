import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeMnemonic, openKey } from './adapters/tangle/sdk-signing.ts';
import type { TestTangle } from './testing/start-tangle.ts';
import { startTangle } from './testing/start-tangle.ts';

let tangle: TestTangle;
beforeAll(async () => {
  tangle = await startTangle();
});
afterAll(() => tangle.close());

const ask = (body: unknown): Promise<Response> =>
  fetch(tangle.faucetUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

test('it gives 1,000 coins to an address, in a transaction that the next milestone confirms', async () => {
  const key = await openKey(makeMnemonic(), tangle);
  const response = await ask({ address: key.address });
  expect(response.status).toBe(202);
  const answer = (await response.json()) as { transactionId: `0x${string}` };
  expect(answer).toMatchObject({ address: key.address, amount: '1000000000' });
  await tangle.makeMilestone();
  const outputId = key.outputId(answer.transactionId, 1);
  const found = await fetch(`${tangle.nodeUrl}/api/core/v2/outputs/${outputId}`);
  expect(await found.json()).toMatchObject({
    metadata: { isSpent: false },
    output: {
      type: 3,
      amount: '1000000000',
      unlockConditions: [{ type: 0, address: { type: 0, pubKeyHash: key.pubKeyHash } }],
    },
  });
});

test('ten who ask at once are all given theirs', async () => {
  const keys = await Promise.all(Array.from({ length: 10 }, () => openKey(makeMnemonic(), tangle)));
  const given = await Promise.all(
    keys.map(
      async ({ address }) => (await ask({ address })).json() as Promise<{ transactionId: `0x${string}` }>,
    ),
  );
  await tangle.makeMilestone();
  for (const [place, key] of keys.entries()) {
    const outputId = key.outputId(given[place]?.transactionId ?? '0x', 1);
    expect(await tangle.node.findOutput(outputId)).toEqual({ amount: 1_000_000_000n });
  }
});

test.each([
  ['another network', { address: 'iota1qpg4tqh7vj9s7y9zk2smj8t4qgvse9um42l7apdkhw6syp5ju4w3v79tf3l' }],
  ['no address', { address: 'somebody' }],
  ['nothing', {}],
  ['a number', { address: 7 }],
])('an address of %s is refused with 400, in words', async (_what, body) => {
  const response = await ask(body);
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  expect(error.code).toBe('faucet-address');
  expect(error.message).toContain('tst1…');
});

test('what is no JSON is refused with 400', async () => {
  expect((await ask('{')).status).toBe(400);
});

test('a page may ask it from anywhere', async () => {
  const response = await fetch(tangle.faucetUrl, { method: 'OPTIONS' });
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});
