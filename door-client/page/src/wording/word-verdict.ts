import type { Admit, Refuse, Verdict } from '@tanglegate/core/mqtt/verdict';
import { toneOf, type Tone } from '../domain/stage.ts';
import type { Messages } from '../messages/en.ts';
import { tellAgo, tellTime, type TimeTeller } from './tell-time.ts';

/** A verdict in words, in the order in which a guard needs them. */
export interface VerdictWords {
  readonly tone: Tone;
  /** ADMIT, REFUSED, LOOK. */
  readonly heading: string;
  readonly headline: string;
  readonly why?: string;
  readonly tier?: string;
  readonly zone?: string;
  readonly note?: string;
  /** For screen readers, in one sentence. */
  readonly spoken: string;
}

interface Place {
  /** The door's own zone, where the verdict names none. */
  readonly zoneName: string;
  readonly messages: Messages;
  readonly teller: TimeTeller;
}

export function wordVerdict(verdict: Verdict, place: Place): VerdictWords {
  const tone = toneOf(verdict);
  const heading = place.messages.tones[tone];
  const { headline, why } =
    verdict.decision === 'admit' ? wordAdmit(verdict, place) : wordRefusal(verdict, place);
  const zone = verdict.zoneName ?? place.zoneName;
  const tier = verdict.tierName;
  const note = verdict.decision === 'admit' ? verdict.note : undefined;
  return {
    tone,
    heading,
    headline,
    zone,
    ...(why !== undefined && { why }),
    ...(tier !== undefined && { tier }),
    ...(note !== undefined && { note }),
    spoken: inOneSentence([heading, headline, why, tier, zone, note]),
  };
}

/** Screen readers pause at full stops. */
export function inOneSentence(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => part.replace(/\.$/, ''))
    .join('. ');
}

interface Reason {
  readonly headline: string;
  readonly why?: string;
}

function wordAdmit(verdict: Admit, { messages }: Place): Reason {
  if (verdict.flagged !== undefined) return messages.flagged;
  const headline = messages.admitted[verdict.direction];
  return verdict.repeat ? { headline, why: messages.repeat } : { headline };
}

function wordRefusal(verdict: Refuse, { messages, teller, zoneName }: Place): Reason {
  const { headline, why } = messages.refusals[verdict.reason];
  const { used, boundary, timeZone, sentAt } = verdict;
  return {
    headline,
    why: why({
      zone: zoneName,
      ...(used !== undefined && {
        used: messages.usedAt(
          tellTime(used.at, sentAt, timeZone, teller),
          used.doorName,
          tellAgo(used.at, sentAt, teller.language, messages.justNow),
        ),
      }),
      ...(boundary !== undefined && { boundary: tellTime(boundary, sentAt, timeZone, teller) }),
    }),
  };
}
