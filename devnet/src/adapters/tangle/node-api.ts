import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { z } from 'zod';
import type { Hex } from '../../domain/tangle/hex.ts';
import type { TangleNode } from '../../ports/tangle-node.ts';

const hex = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]*$/)]);
const milestone = z.object({
  index: z.int(),
  timestamp: z.int().default(0),
  milestoneId: hex.default(`0x${'00'.repeat(32)}`),
});
const infoSchema = z.object({
  status: z.object({ latestMilestone: milestone, confirmedMilestone: milestone }),
  protocol: z.object({ version: z.int(), networkName: z.string(), bech32Hrp: z.string() }),
});
const tipsSchema = z.object({ tips: z.array(hex) });
const mutationsSchema = z.object({ inclusionMerkleRoot: hex, appliedMerkleRoot: hex });
const blockIdSchema = z.object({ blockId: hex });
const blockStateSchema = z.object({
  isSolid: z.boolean(),
  referencedByMilestoneIndex: z.int().optional(),
  ledgerInclusionState: z.enum(['included', 'conflicting', 'noTransaction']).optional(),
  conflictReason: z.int().optional(),
});
const outputSchema = z.object({
  metadata: z.object({ transactionIdSpent: hex.optional() }),
  output: z.object({ amount: z.string().regex(/^[0-9]+$/) }),
});

const TIMEOUT_MS = 20_000;

/** @param nodeUrl without a path */
export function connectToNode(nodeUrl: string): TangleNode {
  const ask = async <T>(schema: z.ZodType<T>, path: string, body?: object): Promise<T | undefined> =>
    readAnswer(schema, path, await request(`${nodeUrl}/api/core/v2/${path}`, body));
  const need = async <T>(schema: z.ZodType<T>, path: string, body?: object): Promise<T> => {
    const answer = await ask(schema, path, body);
    if (answer === undefined) throw refused(path, 404, 'not found');
    return answer;
  };
  return {
    status: async () => {
      const { status, protocol } = await need(infoSchema, 'info');
      return {
        networkName: protocol.networkName,
        bech32Hrp: protocol.bech32Hrp,
        protocolVersion: protocol.version,
        latestMilestone: status.latestMilestone,
        confirmedIndex: status.confirmedMilestone.index,
      };
    },
    tips: () => findTips(() => need(tipsSchema, 'tips?allowSemiLazy=true')),
    mutations: (place) => need(mutationsSchema, 'whiteflag', place),
    postBlock: async (block) => (await need(blockIdSchema, 'blocks', block)).blockId,
    findBlock: async (blockId) => {
      const state = await ask(blockStateSchema, `blocks/${blockId}/metadata`);
      if (state === undefined) return undefined;
      const { isSolid, referencedByMilestoneIndex, ledgerInclusionState, conflictReason } = state;
      return {
        isSolid,
        ...(referencedByMilestoneIndex !== undefined && { milestoneIndex: referencedByMilestoneIndex }),
        ...(ledgerInclusionState !== undefined && { inclusion: ledgerInclusionState }),
        ...(conflictReason !== undefined && { conflictReason }),
      };
    },
    findOutput: async (outputId) => {
      const found = await ask(outputSchema, `outputs/${outputId}`);
      if (found === undefined) return undefined;
      const spentBy = found.metadata.transactionIdSpent;
      return { amount: BigInt(found.output.amount), ...(spentBy !== undefined && { spentBy }) };
    },
  };
}

/** Right after a start there are none, which the node says with 503. */
async function findTips(ask: () => Promise<{ tips: Hex[] }>): Promise<Hex[]> {
  try {
    return (await ask()).tips;
  } catch (error) {
    if (error instanceof TanglegateError && error.message.includes('no tips available')) return [];
    throw error;
  }
}

async function request(url: string, body: object | undefined): Promise<Response> {
  try {
    return await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new TanglegateError(
      'tangle-silent',
      `The Tangle's node does not answer at ${url} (${messageOf(cause)}).`,
      { cause },
    );
  }
}

async function readAnswer<T>(schema: z.ZodType<T>, path: string, response: Response): Promise<T | undefined> {
  const text = await response.text();
  if (response.status === 404) return undefined;
  if (!response.ok) throw refused(path, response.status, text);
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new TanglegateError('tangle-refused', `The Tangle's node answered nonsense to ${path}.`, { cause });
  }
}

function refused(path: string, status: number, words: string): TanglegateError {
  return new TanglegateError(
    'tangle-refused',
    `The Tangle's node refused ${path} (${status}): ${words.slice(0, 400)}`,
    { details: { status } },
  );
}
