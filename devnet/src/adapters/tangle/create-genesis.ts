import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';
import { z } from 'zod';
import type { Hex } from '../../domain/tangle/hex.ts';
import { nodeConfig, protocolParameters, TANGLE_HRP } from '../../domain/tangle/genesis.ts';
import { makeMilestoneKey, publicKeyOf } from './milestone-keys.ts';
import { lastLines, runProgram } from './run-program.ts';
import { addressOf, makeMnemonic } from './sdk-signing.ts';

const blockId = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)]);
const genesisSchema = z.object({
  networkName: z.string(),
  /** All coins are its at first. */
  treasuryMnemonic: z.string(),
  milestoneKeys: z.array(z.string().regex(/^[0-9a-f]{128}$/)).length(2),
  firstBlockId: blockId,
});

export type Genesis = z.infer<typeof genesisSchema>;

/** `snap-gen` gives what the mint address gets this id. */
export const GENESIS_OUTPUT: Hex = `0x${'00'.repeat(34)}`;

/** What a node makes in its folder, beside our genesis.json. */
const OF_THE_NODE = [
  'database',
  'p2p',
  'snapshot.bin',
  'delta.bin',
  'coordinator.state',
  'last-milestone.json',
];

/**
 * That of this folder, or a new one. genesis.json is written last: a folder without it is begun afresh.
 * @throws TanglegateError `tangle-unreadable` or `tangle-failed`
 */
export async function openGenesis(folder: string, hornet: string): Promise<Genesis> {
  const file = join(folder, 'genesis.json');
  if (existsSync(file)) return readGenesis(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of OF_THE_NODE) rmSync(join(folder, name), { recursive: true, force: true });
  const genesis = await createGenesis(folder, hornet);
  // It holds keys, if only to coins that are worth nothing.
  writeFileSync(`${file}.new`, JSON.stringify(genesis, undefined, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return genesis;
}

/** The next `openGenesis` makes a new one. */
export function forgetGenesis(folder: string): void {
  rmSync(join(folder, 'genesis.json'), { force: true });
}

function readGenesis(file: string): Genesis {
  try {
    return genesisSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new TanglegateError(
      'tangle-unreadable',
      `${file} is damaged. To begin with a new Tangle: npm run tangle -- --fresh`,
      { cause },
    );
  }
}

async function createGenesis(folder: string, hornet: string): Promise<Genesis> {
  // A name of its own for each Tangle: signatures and cursors of one are worth nothing on another.
  const networkName = `private-${randomBytes(4).toString('hex')}`;
  const treasuryMnemonic = makeMnemonic();
  const milestoneKeys = [makeMilestoneKey(), makeMilestoneKey()];
  const write = (name: string, content: object): void => {
    writeFileSync(join(folder, name), JSON.stringify(content, undefined, 2));
  };
  write('protocol-parameters.json', protocolParameters(networkName));
  write('config.json', nodeConfig({ networkName, publicKeys: milestoneKeys.map(publicKeyOf) }));
  const tool = makeTool(folder, hornet);
  await tool('snap-gen', {
    protocolParametersPath: 'protocol-parameters.json',
    mintAddress: await addressOf(treasuryMnemonic, TANGLE_HRP),
    outputPath: 'snapshot.bin',
  });
  await tool(
    'bootstrap-private-tangle',
    {
      configFile: 'config.json',
      snapshotPath: 'snapshot.bin',
      databasePath: 'database',
      cooStatePath: 'coordinator.state',
      databaseEngine: 'pebble',
    },
    { COO_PRV_KEYS: milestoneKeys.join(',') },
  );
  const state = z
    .object({ latestMilestoneBlockId: blockId })
    .parse(JSON.parse(readFileSync(join(folder, 'coordinator.state'), 'utf8')));
  return { networkName, treasuryMnemonic, milestoneKeys, firstBlockId: state.latestMilestoneBlockId };
}

type Tool = (
  name: string,
  options: Readonly<Record<string, string>>,
  env?: Readonly<Record<string, string>>,
) => Promise<void>;

function makeTool(folder: string, hornet: string): Tool {
  return async (name, options, env = {}) => {
    const args = Object.entries(options).map(([option, value]) => `--${option}=${value}`);
    const { code, output } = await runProgram({
      command: hornet,
      args: ['tool', name, ...args],
      cwd: folder,
      env,
    });
    if (code === 0) return;
    throw new TanglegateError('tangle-failed', `hornet tool ${name} failed:\n${lastLines(output, 8)}`);
  };
}
