import { HOUR, MINUTE, type Millis } from '@tanglegate/core/clock';
import type { Refusal } from '@tanglegate/core/refusals';
import type { Admit, Refuse, Verdict } from '@tanglegate/core/mqtt/verdict';

export interface VerdictLine {
  readonly tone: 'ADMIT' | 'REFUSED' | 'LOOK';
  readonly words: string;
}

/** Refusals after which a guard can help: look at the ticket, the person, or ask for the live code. */
const WORTH_A_LOOK: readonly Refusal[] = [
  'already-used',
  'not-inside',
  'stale-pass',
  'live-pass-required',
  'identity-required',
];

/** What the guard reads, in one line, in the order of its use. */
export function wordVerdict(verdict: Verdict): VerdictLine {
  const line = verdict.decision === 'admit' ? wordAdmit(verdict) : wordRefusal(verdict);
  const where = [verdict.tierName, verdict.zoneName].filter((part) => part !== undefined);
  return { tone: line.tone, words: [line.words, ...where].join(' · ') };
}

function wordAdmit(verdict: Admit): VerdictLine {
  const way = verdict.direction === 'in' ? 'Come in' : 'Way out';
  const extras = [
    ...(verdict.repeat ? ['shown again, the gate had not opened'] : []),
    ...(verdict.flagged === undefined ? [] : ['not in the register yet: look at the ticket']),
    ...(verdict.note === undefined ? [] : [verdict.note]),
  ];
  return {
    tone: verdict.flagged === undefined ? 'ADMIT' : 'LOOK',
    words: [way, ...extras].join(' · '),
  };
}

function wordRefusal(verdict: Refuse): VerdictLine {
  const tone = WORTH_A_LOOK.includes(verdict.reason) ? 'LOOK' : 'REFUSED';
  const { used } = verdict;
  if (used === undefined) return { tone, words: verdict.words };
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: verdict.timeZone ?? 'UTC',
    timeZoneName: verdict.timeZone === undefined ? 'short' : undefined,
  }).format(used.at);
  return { tone, words: `Used ${time} at ${used.doorName}, ${tellAgo(used.at, verdict.at)}` };
}

/** Both by the validator's clock. */
function tellAgo(then: Millis, now: Millis): string {
  const passed = now - then;
  if (passed < MINUTE) return 'just now';
  const [count, unit] = passed < HOUR ? [passed / MINUTE, 'minute'] : [passed / HOUR, 'hour'];
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'} ago`;
}
