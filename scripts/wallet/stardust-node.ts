import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { z } from 'zod';

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const infoSchema = z.object({
  status: z.object({ confirmedMilestone: z.object({ index: z.int(), milestoneId: hash.optional() }) }),
  protocol: z.object({
    version: z.int(),
    networkName: z.string().min(1),
    bech32Hrp: z.string().min(1),
  }),
});
const milestoneSchema = z.object({ previousMilestoneId: hash });
const tipsSchema = z.object({ tips: z.array(hash) });
const blockIdSchema = z.object({ blockId: hash });
const blockSchema = z.object({
  referencedByMilestoneIndex: z.int().optional(),
  shouldReattach: z.boolean().optional(),
});
const outputSchema = z.object({
  metadata: z.object({ isSpent: z.boolean(), transactionIdSpent: hash.optional() }),
  output: z.looseObject({
    type: z.int(),
    amount: z.string().regex(/^[0-9]{1,20}$/),
    nativeTokens: z.array(z.unknown()).default([]),
    unlockConditions: z
      .array(
        z.looseObject({ type: z.int(), address: z.looseObject({ pubKeyHash: hash.optional() }).optional() }),
      )
      .default([]),
  }),
});
export type FoundOutput = z.infer<typeof outputSchema>;

/** What a wallet asks a node's REST API core/v2. Every method throws a `TanglegateError` `node-error`; what is not there is undefined. */
export interface StardustNode {
  info(): Promise<z.infer<typeof infoSchema>>;
  previousMilestoneId(index: number): Promise<string | undefined>;
  /** Booked by a confirmed milestone. Those spent long ago may be forgotten. */
  output(outputId: string): Promise<FoundOutput | undefined>;
  block(blockId: string): Promise<z.infer<typeof blockSchema> | undefined>;
  /** In a new block. The node does the proof of work, where its network wants one. @returns the block's id */
  post(payload: object): Promise<string>;
}

const TIMEOUT_MS = 30_000;
/** TIP-24. */
const MOST_PARENTS = 8;

/** @param url without a path */
export function stardustNode(url: string): StardustNode {
  const { origin } = new URL(url);
  const trouble = (words: string, cause?: unknown): TanglegateError =>
    new TanglegateError('node-error', `The node ${origin}: ${words}.`, { cause });

  async function request(path: string, body?: object): Promise<Response> {
    try {
      return await fetch(`${url.replace(/\/+$/, '')}/api/core/v2/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw trouble(messageOf(cause), cause);
    }
  }
  async function find<T>(schema: z.ZodType<T>, path: string, body?: object): Promise<T | undefined> {
    const response = await request(path, body);
    const text = await response.text();
    if (response.status === 404) return undefined;
    if (!response.ok) throw trouble(`it refused ${path} (${response.status}): ${text.slice(0, 300)}`);
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw trouble(`it answered nonsense to ${path}`, cause);
    }
  }
  async function need<T>(schema: z.ZodType<T>, path: string, body?: object): Promise<T> {
    const found = await find(schema, path, body);
    if (found === undefined) throw trouble(`it does not know ${path}`);
    return found;
  }
  const info = () => need(infoSchema, 'info');
  return {
    info,
    previousMilestoneId: async (index) =>
      (await find(milestoneSchema, `milestones/by-index/${index}`))?.previousMilestoneId,
    output: (outputId) => find(outputSchema, `outputs/${outputId}`),
    block: (blockId) => find(blockSchema, `blocks/${blockId}/metadata`),
    post: async (payload) => {
      const { version } = (await info()).protocol;
      const { tips } = await need(tipsSchema, 'tips?allowSemiLazy=true');
      const parents = [...new Set(tips)].sort().slice(0, MOST_PARENTS);
      const block = { protocolVersion: version, parents, payload, nonce: '0' };
      return (await need(blockIdSchema, 'blocks', block)).blockId;
    },
  };
}
