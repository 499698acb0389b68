import { MINUTE, type Millis } from '@tanglegate/core/clock';
import type { DoorId } from '@tanglegate/core/ids';
import type { Direction } from '@tanglegate/core/mqtt/scan';
import type { Finding, RefusalRuling, ScanToDecide, UseRuling } from './finding.ts';
import { tellTime } from './words.ts';

/** A ticket went through a zone's door: in, or out again. */
export interface Passage {
  /** The first entry of this ticket into this zone is 1; leaving belongs to the entry before it. */
  readonly entry: number;
  readonly direction: Direction;
  readonly at: Millis;
  readonly door: DoorId;
  readonly doorName: string;
  /** The gate reported that it opened for this passage. */
  readonly opened: boolean;
}

/** What the store holds about a ticket and a zone. */
export interface Past {
  /** The latest first; two are enough. */
  readonly passages: readonly Passage[];
  /** This very live pass was admitted into another zone within the last minute. */
  readonly livePassSeen?: { readonly doorName: string };
}

export const NO_PAST: Past = { passages: [] };

/** How long the repeat rule holds after an admission. */
export const REPEAT_FOR = MINUTE;

export interface Settled {
  readonly finding: Finding;
  /** Which passage this scan made, or repeats. */
  readonly passage?: { readonly entry: number; readonly direction: Direction; readonly isNew: boolean };
}

/**
 * The last word on a scan, given what happened before. Pure: the store calls it inside the transaction that writes the outcome
 * down, so that nothing can happen in between.
 */
export function settleScan(scan: ScanToDecide, past: Past): Settled {
  const { ruling } = scan;
  if (ruling.kind === 'refuse') return { finding: refuse(scan, ruling) };
  return scan.direction === 'in' ? settleEntry(scan, ruling, past) : settleExit(scan, ruling, past);
}

/** The same scan id came with another pass before: a door that does so is broken, or not ours. */
export function settleReusedId(scan: ScanToDecide): Settled {
  const words = 'This scan’s number was used for another code: scan again';
  return { finding: refuse(scan, { kind: 'refuse', reason: 'malformed', words, seen: {} }) };
}

function settleEntry(scan: ScanToDecide, use: UseRuling, { passages, livePassSeen }: Past): Settled {
  const [last] = passages;
  if (last?.direction === 'in' && isRepeat(scan, last)) return admit(scan, use, last.entry, false);
  const entered = passages.find(({ direction }) => direction === 'in');
  if (last !== undefined && entered !== undefined && (last.direction === 'in' || !use.reEntry)) {
    const when = tellTime(entered.at, scan.now, use.timeZone);
    const left = last.direction === 'out' ? `, left ${tellTime(last.at, scan.now, use.timeZone)}` : '';
    return refuseUse(scan, use, 'already-used', `Used ${when} at ${entered.doorName}${left}`, {
      used: { at: entered.at, door: entered.door, doorName: entered.doorName },
    });
  }
  if (livePassSeen !== undefined) {
    const words = `This live pass was shown at ${livePassSeen.doorName} a moment ago: ask for the live page`;
    return refuseUse(scan, use, 'stale-pass', words);
  }
  return admit(scan, use, (last?.entry ?? 0) + 1, true);
}

function settleExit(scan: ScanToDecide, use: UseRuling, { passages }: Past): Settled {
  const [last] = passages;
  if (last === undefined)
    return refuseUse(scan, use, 'not-inside', 'Not inside: this ticket has not come in here');
  if (last.direction === 'in') return admit(scan, use, last.entry, true);
  if (isRepeat(scan, last)) return admit(scan, use, last.entry, false);
  const words = `Not inside: left ${tellTime(last.at, scan.now, use.timeZone)} at ${last.doorName}`;
  return refuseUse(scan, use, 'not-inside', words);
}

/** DESIGN §7: a double tap, a lost verdict or a stuck turnstile is nobody's fault. */
function isRepeat(scan: ScanToDecide, last: Passage): boolean {
  return last.door === scan.door && !last.opened && scan.now - last.at <= REPEAT_FOR;
}

function admit(scan: ScanToDecide, use: UseRuling, entry: number, isNew: boolean): Settled {
  const { direction } = scan;
  const finding: Finding = {
    id: scan.id,
    at: scan.now,
    ...use.seen,
    decision: 'admit',
    direction,
    repeat: !isNew,
    ...(use.flagged !== undefined && { flagged: use.flagged }),
    ...(use.note !== undefined && { note: use.note }),
  };
  return { finding, passage: { entry, direction, isNew } };
}

type RefuseFinding = Extract<Finding, { decision: 'refuse' }>;

function refuse(scan: ScanToDecide, ruling: RefusalRuling): RefuseFinding {
  return {
    id: scan.id,
    at: scan.now,
    ...ruling.seen,
    decision: 'refuse',
    reason: ruling.reason,
    words: ruling.words.slice(0, 200),
    ...(ruling.boundary !== undefined && { boundary: ruling.boundary }),
    ...(ruling.timeZone !== undefined && { timeZone: ruling.timeZone }),
  };
}

function refuseUse(
  scan: ScanToDecide,
  use: UseRuling,
  reason: RefusalRuling['reason'],
  words: string,
  more: Pick<RefuseFinding, 'used'> = {},
): Settled {
  const { seen, timeZone } = use;
  return { finding: { ...refuse(scan, { kind: 'refuse', reason, words, seen, timeZone }), ...more } };
}
