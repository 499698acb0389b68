import type { Stage } from '../domain/stage.ts';
import type { GateWatch } from '../domain/gate-watch.ts';
import type { Messages } from '../messages/en.ts';
import type { EnrolProblem } from '../ports/device.ts';
import type { LinkState } from '../ports/link.ts';
import { tellTime, type TimeTeller } from './tell-time.ts';
import { inOneSentence, wordVerdict, type VerdictWords } from './word-verdict.ts';
import type { Millis } from '@tanglegate/core/clock';

interface Place {
  readonly zoneName: string;
  readonly messages: Messages;
  readonly teller: TimeTeller;
  readonly isOnline: boolean;
}

/** What fills the screen, or undefined while the camera does. */
export function wordStage(stage: Stage, place: Place): VerdictWords | undefined {
  const { messages } = place;
  switch (stage.kind) {
    case 'camera':
    case 'asking':
      return undefined;
    case 'verdict':
      return wordVerdict(stage.verdict, place);
    case 'no-answer': {
      const { headline, slow, offline } = messages.noAnswer;
      return speak({
        tone: 'no-answer',
        heading: messages.tones['no-answer'],
        headline,
        why: place.isOnline ? slow : offline,
      });
    }
    case 'unreadable':
      return speak({
        tone: 'look',
        heading: messages.tones.look,
        ...messages.unreadable[stage.problem],
      });
  }
}

function speak(words: Omit<VerdictWords, 'spoken'> & { why: string }): VerdictWords {
  return { ...words, spoken: inOneSentence([words.heading, words.headline, words.why]) };
}

export function wordGate(gate: GateWatch, messages: Messages): string {
  switch (gate.state) {
    case 'failed':
      return messages.gate.failed(gate.why);
    case 'closed':
    case 'expected':
    case 'opened':
    case 'silent':
      return messages.gate[gate.state];
  }
}

/** What the banner says about the connection, or undefined while there is nothing to say. */
export function wordLink(
  link: LinkState,
  now: Millis,
  messages: Messages,
  teller: TimeTeller,
): { what: string; means?: string } | undefined {
  switch (link.state) {
    case 'online':
      return undefined;
    case 'connecting':
      return { what: messages.link.connecting };
    case 'offline':
    case 'refused': {
      const since = tellTime(link.since, now, undefined, teller);
      return link.state === 'offline'
        ? { what: messages.link.offline(since), means: messages.link.offlineMeans }
        : { what: messages.link.refused(since), means: messages.link.refusedMeans };
    }
  }
}

export function wordEnrolProblem(problem: EnrolProblem, messages: Messages): string {
  const { problems } = messages.enrol;
  switch (problem.kind) {
    case 'elsewhere':
      return problems.elsewhere(problem.host);
    case 'unexpected':
      return problems.unexpected(problem.words);
    case 'used-or-expired':
    case 'unreachable':
    case 'too-many-tries':
    case 'not-a-link':
      return problems[problem.kind];
  }
}
