import { readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeDevnet } from './compose.ts';
import { resultProblems } from './testing/openrpc.ts';
import type { Exchange } from './testing/replay.ts';
import { recorded, recordedFile } from './testing/replay.ts';
import type { Scenario } from './testing/scenario.ts';
import { pay, playScenario, show, sign } from './testing/scenario.ts';
import { misfits } from './testing/shape.ts';
import { forTests, makeFolder } from './testing/start-devnet.ts';

const dataFolder = makeFolder();
let scenario: Scenario;

beforeAll(async () => {
  // Checkpoints only when asked for: what is at the tip must stay there.
  const devnet = await composeDevnet({ dataFolder, checkpointIntervalMs: 2 ** 30 });
  scenario = await playScenario(forTests(devnet));
});

afterAll(async () => {
  await scenario.devnet.close();
  rmSync(dataFolder, { recursive: true });
});

async function post(path: string, body: unknown): Promise<unknown> {
  const init = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  };
  return (await fetch(scenario.devnet.rpcUrl + path, init)).json();
}

const files = readdirSync(new URL('../testdata/rebased-node/', import.meta.url)).map((name) =>
  name.slice(0, -5),
);
/** Their requests are signed, or made at a certain moment: they have tests of their own, here and in the replay. */
const signed =
  /^(execute_|iota_executeTransactionBlock|iota_dryRun|sdk_exchange|checkpoint_|faucet_|bad_json)|right_after/;
const reads = files.filter(
  (name) => !signed.test(name) && name !== 'iota_multiGetTransactionBlocks_end_of_epoch',
);

test.each(reads)('%s is answered in the real node’s shape', async (name) => {
  const { request, response } = recorded(name);
  const ours = await post('/', Array.isArray(request) ? request : scenario.translate(request));
  expect(misfits(response, ours)).toEqual([]);
  const method = String(request['method']);
  if (isResult(ours)) expect(resultProblems(method, ours.result)).toEqual([]);
});

function isResult(answer: unknown): answer is { result: unknown } {
  return typeof answer === 'object' && answer !== null && 'result' in answer;
}

test('there are as many recorded reads as this was written for', () => {
  expect(reads).toHaveLength(33);
});

async function executeAndRead(parameters: unknown[], between: () => void): Promise<[unknown, unknown]> {
  const { devnet } = scenario;
  const executed = await devnet.rpc('iota_executeTransactionBlock', parameters);
  between();
  const { digest } = executed.result as unknown as { digest: string }; // JSON whose shape the caller compares.
  return [executed, await devnet.rpc('iota_getTransactionBlock', [digest, show])];
}

/** The recording's payer had another coin to gather; which ones those are is the replay's to prove. */
function withoutDeleted(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'deleted' ? undefined : inner)));
}

test('executions, and the reads right after them, have the real node’s shapes', async () => {
  const { devnet, payer, recipient } = scenario;
  const { faults } = devnet;
  const nothing = (): void => undefined;
  const first = await sign(devnet, payer, pay(recipient, 1_000n));
  faults.holdLocalExecution();
  const asSdk = await executeAndRead([...first, show], nothing);
  faults.releaseLocalExecution();
  const again = await executeAndRead(
    [...first, show, 'WaitForEffectsCert'],
    () => void faults.makeCheckpoint(),
  );
  const second = await sign(devnet, payer, pay(recipient, 1_000n));
  const waiting = await executeAndRead([...second, show, 'WaitForLocalExecution'], nothing);
  for (const [name, ours] of [
    ['execute_default', asSdk],
    ['execute_WaitForEffectsCert', again],
    ['execute_WaitForLocalExecution', waiting],
  ] as const) {
    const { execute, get } = recordedFile(name) as { execute: Exchange; get: Exchange };
    const real = withoutDeleted([execute.response, get.response]);
    expect(misfits(real, withoutDeleted(ours))).toEqual([]);
  }
});

test('the end of an epoch looks as it did on the real node', async () => {
  const { devnet } = scenario;
  const last = devnet.faults.changeEpoch(0);
  const { result } = await devnet.rpc('iota_getCheckpoint', [String(last)]);
  expect(misfits(recordedFile('checkpoint_end_of_epoch'), result)).toEqual([]);
  const { transactions } = result as unknown as { transactions: string[] }; // JSON whose shape the line above compared.
  const answer = await devnet.rpc('iota_multiGetTransactionBlocks', [transactions.slice(0, 1), show]);
  expect(misfits(recorded('iota_multiGetTransactionBlocks_end_of_epoch').response, answer)).toEqual([]);
  const next = await devnet.client.getCheckpoint({ id: String(devnet.faults.makeCheckpoint()) });
  expect(next).toMatchObject({ epoch: '1', epochRollingGasCostSummary: { computationCost: '0' } });
});

test('the faucet answers in the real faucet’s shape', async () => {
  const { response } = recorded('faucet_gas');
  const ours = await post('/gas', { FixedAmountRequest: { recipient: scenario.recipient } });
  expect(misfits(response, ours)).toEqual([]);
});

test('a dry run without gas coins has the real node’s shape', async () => {
  const { request, response } = recorded('iota_dryRunTransactionBlock');
  const ours = await scenario.devnet.rpc('iota_dryRunTransactionBlock', request['params']);
  expect(misfits(response, ours)).toEqual([]);
});
