import { millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { RefusedReason } from '@tanglegate/core/http/orders';
import { ledgerUnits } from '@tanglegate/core/money';
import { z } from 'zod';
import { addressHex, type AddressHex } from '../../domain/address.ts';
import type { Arrival } from '../../ports/ledger.ts';

/** Of outputs (TIP-18). */
const BASIC = 3;
const OUTPUT_NAMES = new Map([
  [BASIC, 'basic output'],
  [4, 'alias output'],
  [5, 'foundry output'],
  [6, 'NFT output'],
]);

/** Of unlock conditions (TIP-18): what names an owner, and what keeps a basic output from being simply theirs, worst first. */
const ADDRESS = 0;
const STATE_CONTROLLER = 4;
const GOVERNOR = 5;
const OWNERS = new Set([ADDRESS, STATE_CONTROLLER, GOVERNOR]);
const REFUSED: readonly (readonly [condition: number, reason: RefusedReason])[] = [
  [1, 'storage-return'],
  [3, 'expiring'],
  [2, 'time-locked'],
];

/** What we read of `GET /api/core/v2/outputs/{id}`; the rest may change as it likes. */
const outputSchema = z.object({
  metadata: z.object({
    transactionId: z.string().regex(/^0x[0-9a-f]{64}$/),
    milestoneIndexBooked: z.int().min(0),
    milestoneTimestampBooked: z.int().min(0),
  }),
  output: z.object({
    type: z.int(),
    amount: z.string().regex(/^[0-9]{1,20}$/),
    unlockConditions: z
      .array(
        z.object({
          type: z.int(),
          address: z.object({ type: z.int(), pubKeyHash: z.string().optional() }).optional(),
        }),
      )
      .default([]),
  }),
});
export type StardustOutput = z.infer<typeof outputSchema>;
type Condition = StardustOutput['output']['unlockConditions'][number];

/** @throws ZodError */
export const parseOutput = (answer: unknown): StardustOutput => outputSchema.parse(answer);

/** Ed25519 addresses alone (type 0): no order ever has that of an alias or NFT. */
function ownersOf(conditions: readonly Condition[]): Set<AddressHex> {
  const owners = conditions.flatMap(({ type, address }) =>
    OWNERS.has(type) && address?.type === 0 && address.pubKeyHash !== undefined
      ? [addressHex(address.pubKeyHash)]
      : [],
  );
  return new Set(owners);
}

/** Undefined: plain money, the owner's from now on and for good. */
function refusalOf({ type, unlockConditions }: StardustOutput['output']): RefusedReason | undefined {
  if (type !== BASIC) return 'not-basic-output';
  const found = REFUSED.find(([refused]) => unlockConditions.some((condition) => condition.type === refused));
  if (found !== undefined) return found[1];
  const isPlain = unlockConditions.length === 1 && unlockConditions[0]?.type === ADDRESS;
  return isPlain ? undefined : 'not-basic-output';
}

/**
 * What an output brought to whom ("Count a Stardust deposit only if", LEDGER.md): a basic output whose only unlock condition is an
 * address. Everything else with an owner is kept as refused. A return address is nobody's arrival: it is the sender's own. Native tokens
 * count for nothing, and what they lie in is spendable all the same.
 * @throws TanglegateError `ledger-nonsense` when it is not what was asked for, or cannot be
 */
export function readOutput(outputId: string, found: StardustOutput, milestone: number): Arrival[] {
  const { metadata, output } = found;
  const { transactionId, milestoneIndexBooked, milestoneTimestampBooked } = metadata;
  try {
    if (!outputId.startsWith(transactionId)) throw new Error(`of transaction ${transactionId}`);
    if (milestoneIndexBooked !== milestone)
      throw new Error(`booked by milestone ${milestoneIndexBooked}, not ${milestone}`);
    const observed = {
      ledgerId: outputId,
      transaction: transactionId,
      amount: ledgerUnits(BigInt(output.amount)),
      position: milestone,
      ledgerAt: millis(milestoneTimestampBooked * 1_000),
    };
    const reason = refusalOf(output);
    const asset = OUTPUT_NAMES.get(output.type) ?? `output of type ${output.type}`;
    return [...ownersOf(output.unlockConditions)].map((address) =>
      reason === undefined
        ? { kind: 'deposit', ...observed, address }
        : { kind: 'refused', ...observed, address, reason, asset },
    );
  } catch (cause) {
    throw new TanglegateError(
      'ledger-nonsense',
      `The node answered with an output that cannot be read: ${outputId.slice(0, 80)}.`,
      { cause },
    );
  }
}
