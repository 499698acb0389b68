import {
  FaucetRateLimitError,
  getFaucetRequestStatus,
  requestIotaFromFaucetV0,
  requestIotaFromFaucetV1,
} from '@iota/iota-sdk/faucet';
import { expect, test } from 'vitest';
import { startDevnet } from './testing/start-devnet.ts';

const recipient = `0x${'7'.repeat(64)}`;

test('the SDK gets five coins of 200 IOTA, at once to be seen', async () => {
  const { faucetUrl, client } = await startDevnet();
  const { transferredGasObjects } = await requestIotaFromFaucetV0({ host: faucetUrl, recipient });
  expect(transferredGasObjects.map(({ amount }) => amount)).toEqual(Array(5).fill(200_000_000_000));
  expect(await client.getBalance({ owner: recipient })).toMatchObject({
    coinObjectCount: 5,
    totalBalance: '1000000000000',
  });
});

test('the SDK’s second faucet API works too', async () => {
  const { faucetUrl } = await startDevnet();
  const { task } = await requestIotaFromFaucetV1({ host: faucetUrl, recipient });
  const { status } = await getFaucetRequestStatus({ host: faucetUrl, taskId: task ?? '' });
  expect(status.status).toBe('SUCCEEDED');
  expect(status.transferred_gas_objects.sent).toHaveLength(5);
  const unknown = await fetch(`${faucetUrl}/v1/status/nothing`);
  expect(unknown.status).toBe(404);
});

test('asked too often, it says so as the SDK understands it', async () => {
  const { faucetUrl } = await startDevnet({ faucetPerMinute: 2 });
  await requestIotaFromFaucetV0({ host: faucetUrl, recipient });
  await requestIotaFromFaucetV1({ host: faucetUrl, recipient });
  await expect(requestIotaFromFaucetV0({ host: faucetUrl, recipient })).rejects.toThrow(FaucetRateLimitError);
});

test('many at once are all served', async () => {
  const { faucetUrl, client } = await startDevnet();
  await Promise.all(Array.from({ length: 8 }, () => requestIotaFromFaucetV0({ host: faucetUrl, recipient })));
  expect(await client.getBalance({ owner: recipient })).toMatchObject({ coinObjectCount: 40 });
});

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['another request', '{"MixedAmountRequest":{}}'],
  ['no recipient', '{"FixedAmountRequest":{}}'],
  ['a recipient that is no address', '{"FixedAmountRequest":{"recipient":"0xnot"}}'],
  ['a recipient that is too long', `{"FixedAmountRequest":{"recipient":"0x${'1'.repeat(65)}"}}`],
  ['a number', '{"FixedAmountRequest":{"recipient":7}}'],
])('asked with %s, it says what to send', async (_, body) => {
  const { faucetUrl } = await startDevnet();
  const answer = await fetch(`${faucetUrl}/gas`, { method: 'POST', body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({
    transferredGasObjects: [],
    error: 'Send {"FixedAmountRequest": {"recipient": "0x…"}} with a 32-byte address.',
  });
});

test('a page of any origin may use the node and the faucet', async () => {
  const { faucetUrl, rpcUrl } = await startDevnet();
  for (const url of [`${faucetUrl}/gas`, rpcUrl]) {
    const preflight = await fetch(url, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': '*',
    });
    const answer = await fetch(url, { method: 'POST', body: '{}' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  }
});
