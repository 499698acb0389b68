import type { Millis } from '@tanglegate/core/clock';
import { actUntil } from '@tanglegate/core/door/verdict-life';
import type { ScanId } from '@tanglegate/core/ids';
import type { Direction } from '@tanglegate/core/mqtt/scan';
import type { Answer } from '@tanglegate/core/mqtt/verdict';

/** What arrived on the door's verdict topic. */
export interface ArrivedAnswer {
  readonly answer: Answer;
  /** An old message that a broker kept: DESIGN §6, "receivers drop retained verdicts, whoever sent them". */
  readonly retained: boolean;
  /** By this driver's clock, as is everything it is compared with. */
  readonly arrivedAt: Millis;
}

export type OpeningDecision =
  | {
      readonly open: true;
      readonly scan: ScanId;
      readonly direction: Direction;
      /** The gate does not begin to move after this. */
      readonly until: Millis;
    }
  | { readonly open: false; readonly why: 'retained' | 'not-an-admission' | 'stale' };

/**
 * May this open the gate? Only a fresh ADMIT may. The second half of the rule, once per scan id, is the pulse journal's: the id is written down
 * durably before the gate moves and never opens again, not even when that pulse failed. A relay that did not answer may have moved
 * all the same, so a redelivered verdict could let a second person through; the first one shows the pass again, and the validator,
 * having heard of no opening, admits that new scan as a repeat (DESIGN §7).
 */
export function decideOpening({ answer, retained, arrivedAt }: ArrivedAnswer): OpeningDecision {
  if (retained) return { open: false, why: 'retained' };
  if (answer.decision !== 'admit') return { open: false, why: 'not-an-admission' };
  const until = actUntil(answer, arrivedAt);
  if (until <= arrivedAt) return { open: false, why: 'stale' };
  return { open: true, scan: answer.id, direction: answer.direction, until };
}
