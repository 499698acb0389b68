import { z } from 'zod';
import { nodeTrouble, statusTrouble } from '../ledger-node/node-trouble.ts';
import { timedFetch } from '../ledger-node/timed-fetch.ts';
import { parseOutput, type StardustOutput } from './read-output.ts';

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const outputId = z.string().regex(/^0x[0-9a-f]{68}$/);
/** Since 1970, until the year 2106: an unsigned 32-bit number (TIP-29). */
const seconds = z.int().min(0).max(4_294_967_295);
const byte = z.int().min(0).max(255);

const infoSchema = z.object({
  status: z.object({
    // No id: the node has started from a snapshot and has had no milestone since.
    confirmedMilestone: z.object({
      index: z.int().min(0),
      milestoneId: hash.optional(),
      timestamp: seconds.optional(),
    }),
    pruningIndex: z.int().min(0),
  }),
  protocol: z.object({
    networkName: z.string().min(1).max(200),
    bech32Hrp: z.string().min(1).max(83),
    rentStructure: z.object({
      vByteCost: z.int().min(0).max(4_294_967_295),
      vByteFactorData: byte,
      vByteFactorKey: byte,
    }),
  }),
  baseToken: z.object({ decimals: z.int().min(0).max(255) }),
});

const milestoneSchema = z.object({
  index: z.int(),
  timestamp: seconds.optional(),
  previousMilestoneId: hash,
});
const changesSchema = z.object({ index: z.int(), createdOutputs: z.array(outputId) });

type StardustMilestone = z.infer<typeof milestoneSchema>;
export type StardustInfo = z.infer<typeof infoSchema>;

/**
 * One node's REST API core/v2. Every method throws a `TanglegateError` `ledger-…` when it does not answer, or not sensibly; what it
 * does not have, or not any more, is undefined.
 */
export interface StardustNode {
  info(): Promise<StardustInfo>;
  /** `previousMilestoneId` names the milestone before this one: what chains them. `timestamp` in seconds since 1970. */
  milestone(index: number): Promise<StardustMilestone | undefined>;
  /** Ids of all outputs that this milestone booked, those that it spent again at once included. */
  createdOutputs(index: number): Promise<readonly string[] | undefined>;
  /** Spent or not. */
  output(outputId: string): Promise<StardustOutput | undefined>;
}

export interface NodeAccess {
  /** Without a slash at its end. */
  readonly url: string;
  readonly timeoutMs: number;
  /** Aborted when the checkout stops: nobody waits for an answer then. */
  readonly signal: AbortSignal;
}

/** @throws ZodError: the answer is about another milestone than the question */
function ofMilestone<T extends { readonly index: number }>(index: number, schema: z.ZodType<T>) {
  return (answer: unknown): T => schema.refine((found) => found.index === index).parse(answer);
}

export function stardustNode({ url, timeoutMs, signal }: NodeAccess): StardustNode {
  const fetchInTime = timedFetch(timeoutMs, signal);

  async function ask<T>(path: string, read: (answer: unknown) => T): Promise<T | undefined> {
    try {
      const response = await fetchInTime(`${url}/api/core/v2/${path}`, {
        headers: { accept: 'application/json' },
      });
      if (response.status === 404) return undefined;
      if (!response.ok) throw statusTrouble(response.status, url);
      return read(JSON.parse(await response.text()));
    } catch (error) {
      throw nodeTrouble(error, url);
    }
  }
  return {
    async info() {
      const info = await ask('info', (answer) => infoSchema.parse(answer));
      if (info === undefined) throw statusTrouble(404, url);
      return info;
    },
    milestone: (index) => ask(`milestones/by-index/${index}`, ofMilestone(index, milestoneSchema)),
    async createdOutputs(index) {
      const path = `milestones/by-index/${index}/utxo-changes`;
      return (await ask(path, ofMilestone(index, changesSchema)))?.createdOutputs;
    },
    output: (id) => ask(`outputs/${id}`, parseOutput),
  };
}
