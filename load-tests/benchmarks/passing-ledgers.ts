import { join } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';
import { makePayer } from '@tanglegate/devnet/testing/pay';
import { startTangle } from '@tanglegate/devnet/testing/tangle';
import { makeTanglePayer } from '@tanglegate/devnet/testing/tangle-payer';
import { startChild } from '../processes/child.ts';
import type { DevnetAnswer, DevnetOrder, DevnetTip } from '../processes/devnet.ts';

/** A ledger on which an hour passes in seconds. */
export interface PassingLedger {
  readonly measuredOn: string;
  /** What its positions are called. */
  readonly positions: 'checkpoints' | 'milestones';
  /** So many make an hour. */
  readonly anHour: number;
  readonly nodeUrl: string;
  /** A checkout's, so that it follows this ledger. */
  readonly environment: Readonly<Record<string, string>>;
  pay(address: string, amount: bigint): Promise<void>;
  /** So many more positions; what was paid is final then. */
  advance(positions: number): Promise<void>;
  close(): Promise<void>;
}

export async function passingDevnet(folder: string): Promise<PassingLedger> {
  const child = startChild<DevnetAnswer>('devnet.ts', {
    dataFolder: join(folder, 'devnet'),
  } satisfies DevnetOrder);
  const urls = await child.answer();
  const payer = await makePayer(urls);
  return {
    measuredOn: 'the development ledger of this repository, over its JSON-RPC',
    positions: 'checkpoints',
    anHour: 14_400,
    nodeUrl: urls.rpcUrl,
    environment: {},
    async pay(address, amount) {
      await payer.pay([{ address, amount }]);
    },
    async advance(positions) {
      await child.ask<DevnetTip>(`checkpoints ${positions}`);
    },
    close: () => child.stop(),
  };
}

/** Base units; the treasury of a private Tangle has far more. */
const PAYER_HAS = 1_000_000_000_000n;

const NO_NODE = new Set(['go-missing', 'tangle-build-failed']);

/** @returns in words why there is none, where its node cannot be built */
export async function passingTangle(folder: string): Promise<PassingLedger | string> {
  try {
    const tangle = await startTangle({ dataFolder: join(folder, 'tangle') });
    const payer = await makeTanglePayer(tangle, PAYER_HAS);
    await tangle.makeMilestone();
    return {
      measuredOn: 'a real Hornet node on a private Tangle, over its REST API',
      positions: 'milestones',
      anHour: 720,
      nodeUrl: tangle.nodeUrl,
      environment: { TANGLEGATE_NETWORK: 'tangle-local' },
      async pay(address, amount) {
        const { blockId } = await payer.pay(address, amount);
        await tangle.settle(blockId);
      },
      async advance(positions) {
        for (let i = 0; i < positions; i++) await tangle.makeMilestone();
      },
      close: () => tangle.close(),
    };
  } catch (error) {
    if (error instanceof TanglegateError && NO_NODE.has(error.code)) return error.message;
    throw error;
  }
}
