import type { Writable } from 'node:stream';
import { wordVerdict, type VerdictLine } from '../domain/word-verdict.ts';
import type { Display, DoorNews } from '../ports/display.ts';

const COLOURS: Readonly<Record<VerdictLine['tone'], string>> = {
  ADMIT: '\u001b[30;42m',
  REFUSED: '\u001b[97;41m',
  LOOK: '\u001b[30;43m',
};
const RESET = '\u001b[0m';
const BELL = '\u0007';
/** One for ADMIT, two for anything else: heard without looking. */
const BELLS: Readonly<Record<VerdictLine['tone'], string>> = {
  ADMIT: BELL,
  REFUSED: BELL + BELL,
  LOOK: BELL + BELL,
};
const SLOW_MS = 2_000;

/** A line for each verdict: its word first, so that it reads without colour too. */
export function createTerminalDisplay(
  out: Writable,
  { colour, bell }: { colour: boolean; bell: boolean },
): Display {
  return {
    show: (news) => {
      if (news.kind === 'verdict') {
        const { tone, words } = wordVerdict(news.verdict);
        const label = colour ? `${COLOURS[tone]} ${tone} ${RESET}` : tone;
        const waited =
          news.waitedMs < SLOW_MS ? '' : ` (answered after ${Math.round(news.waitedMs / 1_000)} s)`;
        out.write(`${bell ? BELLS[tone] : ''}${label} ${words}${waited}\n`);
      } else {
        out.write(`${bell && news.kind === 'unreadable' ? BELLS.LOOK : ''}${wordNews(news)}\n`);
      }
    },
  };
}

/** One JSON object a line, for programs. */
export function createJsonDisplay(out: Writable): Display {
  return {
    show: (news) => {
      const line = news.kind === 'verdict' ? { ...news, ...wordVerdict(news.verdict) } : news;
      out.write(`${JSON.stringify(line)}\n`);
    },
  };
}

function wordNews(news: Exclude<DoorNews, { kind: 'verdict' }>): string {
  switch (news.kind) {
    case 'unreadable':
      return `NOT READ ${news.words}`;
    case 'no-answer-yet':
      return news.isConnected
        ? 'NO ANSWER YET Nothing is wrong with the ticket: asking again.'
        : 'NO ANSWER YET The broker is out of reach: the scan waits, and is asked on return.';
    case 'abandoned':
      return 'NO ANSWER There was none for ten minutes. Scan the ticket again.';
    case 'connected':
      return `Connected. This is ${news.door}.`;
    case 'connection-lost':
      return `Since ${new Date(news.since).toLocaleTimeString('en-GB')} the broker is out of reach. Scans wait, and are answered on return.`;
    case 'credential-refused':
      return "The broker refuses this door's credential. If this lasts, enrol the door anew: --enrol <link>.";
  }
}
