import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IotaClient, IotaHTTPTransport } from '@iota/iota-sdk/client';
import { requestIotaFromFaucetV0 } from '@iota/iota-sdk/faucet';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { expect, onTestFinished } from 'vitest';
import type { Devnet, DevnetDeps, DevnetOptions } from '../compose.ts';
import { composeDevnet } from '../compose.ts';
import { resultProblems } from './openrpc.ts';

export interface RpcAnswer {
  readonly jsonrpc: '2.0';
  readonly id: unknown;
  // Any JSON: each test says what it expects of it.
  readonly result?: never;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string };
}

export interface TestDevnet extends Devnet {
  readonly client: IotaClient;
  /** Its answer; a result was held against the OpenRPC document first. */
  readonly rpc: (method: string, params: unknown) => Promise<RpcAnswer>;
  /** A new key with five coins of 200 IOTA. */
  readonly fundedKey: () => Promise<Ed25519Keypair>;
}

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'devnet-'));
}

/** In a folder of its own, gone when the test is over. */
export async function startDevnet(
  options: Partial<DevnetOptions> = {},
  deps: DevnetDeps = {},
): Promise<TestDevnet> {
  const dataFolder = options.dataFolder ?? makeFolder();
  const devnet = await composeDevnet({ ...options, dataFolder }, deps);
  onTestFinished(async () => {
    await devnet.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return forTests(devnet);
}

export function forTests(devnet: Devnet): TestDevnet {
  const client = new IotaClient({
    transport: new IotaHTTPTransport({ url: devnet.rpcUrl, fetch: checkedFetch }),
  });
  return {
    ...devnet,
    client,
    rpc: (method, params) => callRpc(devnet.rpcUrl, method, params),
    fundedKey: async () => {
      const key = new Ed25519Keypair();
      await requestIotaFromFaucetV0({ host: devnet.faucetUrl, recipient: key.toIotaAddress() });
      return key;
    },
  };
}

async function callRpc(url: string, method: string, params: unknown): Promise<RpcAnswer> {
  const response = await checkedFetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return (await response.json()) as RpcAnswer;
}

/** Holds every result that passes through it against the OpenRPC document: the SDK's own calls too. */
async function checkedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (response.status === 200 && typeof init?.body === 'string') {
    const { method } = JSON.parse(init.body) as { method: string };
    const answer = (await response.clone().json()) as RpcAnswer;
    if (answer.error === undefined) expect(resultProblems(method, answer.result) ?? []).toEqual([]);
  }
  return response;
}

/** Polls until `probe` gives something; for what happens soon, but not at a known time. */
export async function eventually<T>(probe: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
