import { rmSync } from 'node:fs';
import type { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeDevnet } from './compose.ts';
import { pay, sign } from './testing/scenario.ts';
import type { TestDevnet } from './testing/start-devnet.ts';
import { forTests, makeFolder } from './testing/start-devnet.ts';

const dataFolder = makeFolder();
const to = `0x${'5'.repeat(64)}`;
let devnet: TestDevnet;
let payer: Ed25519Keypair;
let signed: [bytes: string, signatures: string[]];

beforeAll(async () => {
  devnet = forTests(await composeDevnet({ dataFolder, checkpointIntervalMs: 2 ** 30 }));
  payer = await devnet.fundedKey();
  signed = await sign(devnet, payer, pay(to, 5n));
});

afterAll(async () => {
  await devnet.close();
  rmSync(dataFolder, { recursive: true });
});

const digest = '8vTq5Kk7Bv6DsVYWYuyuWcNxVa4wwJmgE3NQ9CiYyLRD';
const many = Array.from({ length: 51 }, () => digest);

test.each<[method: string, params: unknown, error: object]>([
  ['iota_noSuchMethod', [], { code: -32601, message: 'Method not found' }],
  ['toString', [], { code: -32601, message: 'Method not found' }],
  [
    'iota_getCheckpoint',
    'text',
    { code: -32602, message: 'Invalid params', data: 'Expected an array or an object' },
  ],
  ['iota_getCheckpoint', [], { code: -32602, message: 'Invalid params', data: 'No more params' }],
  [
    'iota_getCheckpoint',
    ['99999'],
    { code: -32600, message: 'Verified checkpoint not found for sequence number: 99999' },
  ],
  [
    'iota_getCheckpoint',
    [digest],
    { code: -32600, message: `Verified checkpoint not found for digest: ${digest}` },
  ],
  [
    'iota_getCheckpoints',
    [null, 0, false],
    { code: -32602, message: 'Page size limit cannot be smaller than 1' },
  ],
  [
    'iota_getCheckpoints',
    [null, 101, false],
    { code: -32602, message: 'Page size limit 101 exceeds max limit 100' },
  ],
  [
    'iota_getCheckpoints',
    ['', 1, false],
    { code: -32602, data: 'cannot parse integer from empty string at line 1 column 2' },
  ],
  [
    'iota_getCheckpoints',
    ['99999999999999999999', 1, false],
    { data: 'number too large to fit in target type at line 1 column 22' },
  ],
  [
    'iota_getCheckpoints',
    [null, '1', false],
    { data: 'invalid type: string "1", expected usize at line 1 column 3' },
  ],
  [
    'iota_getCheckpoints',
    [null, 1.5, false],
    { data: 'invalid type: floating point `1.5`, expected usize at line 1 column 3' },
  ],
  [
    'iota_getCheckpoints',
    [null, 1, 1],
    { data: 'invalid type: integer `1`, expected a boolean at line 1 column 1' },
  ],
  ['iota_getTransactionBlock', ['0OIl'], { data: 'Failed to parse base58 string' }],
  [
    'iota_getTransactionBlock',
    [digest, []],
    { data: 'invalid type: sequence, expected a map at line 1 column 2' },
  ],
  [
    'iota_multiGetTransactionBlocks',
    [digest],
    { data: `invalid type: string "${digest}", expected a sequence at line 1 column 46` },
  ],
  ['iota_multiGetTransactionBlocks', [many], { message: 'Input exceeds limit of 50' }],
  ['iota_multiGetTransactionBlocks', [[digest, digest]], { message: 'Input contains duplicates' }],
  ['iota_multiGetObjects', [Array(51).fill(to)], { message: 'Input exceeds limit of 50' }],
  ['iotax_getCoins', ['0xzz'], { data: 'Deserialization failed: expected a 32-byte hex address' }],
  ['iotax_getCoins', [to, 'IOTA'], { message: 'Invalid struct type: IOTA' }],
  ['iotax_getCoins', [to, null, null, 51], { message: 'Page size limit 51 exceeds max limit 50' }],
  [
    'iotax_queryTransactionBlocks',
    [{ filter: { Magic: 1 } }],
    { message: 'This filter is not supported: Magic. Use ToAddress, FromAddress or Checkpoint.' },
  ],
  ['iota_executeTransactionBlock', ['AAAA', ['AA==']], { code: -32602, message: 'Invalid params' }],
  ['iota_executeTransactionBlock', ['***', []], { data: 'Invalid base64' }],
  ['iota_dryRunTransactionBlock', [''], { code: -32602, message: 'Invalid params' }],
])('%s %j is refused by name', async (method, params, error) => {
  const answer = await devnet.rpc(method, params);
  expect(answer.error).toMatchObject(error);
  expect(JSON.stringify(answer)).not.toMatch(/ at .*\.(ts|js):/);
});

test.each([
  ['[]', null, -32005],
  ['"text"', null, -32600],
  ['{"jsonrpc":"2.0","id":"x"}', 'x', -32600],
  ['{"jsonrpc":"2.0","id":9,"method":7}', 9, -32600],
])('the request %s is refused', async (body, id, code) => {
  const answer = await fetch(devnet.rpcUrl, { method: 'POST', body });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ jsonrpc: '2.0', id, error: { code } });
});

test('a request type that does not exist is refused', async () => {
  const { error } = await devnet.rpc('iota_executeTransactionBlock', [...signed, null, 'Now']);
  expect(error?.data).toBe('unknown variant `Now`, expected `WaitForEffectsCert` or `WaitForLocalExecution`');
});

test('parameters may come by name', async () => {
  const { result } = await devnet.rpc('iota_getCheckpoints', { limit: 1, descending_order: false });
  expect(result).toMatchObject({ data: [{ sequenceNumber: '0' }] });
});
