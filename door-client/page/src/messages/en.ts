import type { Refusal } from '@tanglegate/core/refusals';

/** What a refusal may be worded with. Times are told already, in the event's zone. */
interface RefusalFacts {
  /** "20:14 at North 2, 6 minutes ago" */
  readonly used?: string;
  /** When entry begins, or ended. */
  readonly boundary?: string;
  /** The door's own zone. */
  readonly zone: string;
}

interface RefusalWords {
  /** Two or three words, read at three metres. */
  readonly headline: string;
  /** One line: why, and what to do next. */
  readonly why: (facts: RefusalFacts) => string;
}

const refusals: Readonly<Record<Refusal, RefusalWords>> = {
  malformed: {
    headline: 'Not a ticket',
    why: () => 'This code is no ticket of ours, or it is damaged. Ask for the ticket page.',
  },
  'unknown-issuer': {
    headline: 'Not our ticket',
    why: () => 'Somebody else issued this ticket. Send the person to the counter.',
  },
  'key-revoked': {
    headline: 'Not valid any more',
    why: () => 'It was signed with a key that was withdrawn. Send the person to the counter.',
  },
  'bad-signature': {
    headline: 'Forged or damaged',
    why: () => 'The signature is wrong: this ticket was changed or made up.',
  },
  'wrong-event': {
    headline: 'Another event',
    why: () => 'This ticket is for another event.',
  },
  'wrong-zone': {
    headline: 'Another entrance',
    why: ({ zone }) => `This ticket does not open ${zone}. The entrance is on the ticket.`,
  },
  'too-early': {
    headline: 'Too early',
    why: ({ boundary }) =>
      boundary === undefined ? 'Entry has not begun yet.' : `Entry begins at ${boundary}.`,
  },
  'too-late': {
    headline: 'Too late',
    why: ({ boundary }) => (boundary === undefined ? 'Entry is over.' : `Entry ended at ${boundary}.`),
  },
  revoked: {
    headline: 'Ticket cancelled',
    why: () => 'The organiser cancelled this ticket. Send the person to the counter.',
  },
  'already-used': {
    headline: 'Already used',
    why: ({ used }) => (used === undefined ? 'This ticket has let somebody in before.' : `Used ${used}`),
  },
  'not-inside': {
    headline: 'Not inside',
    why: () => 'An exit, and nobody went in with this ticket. Look at In and Out below.',
  },
  'stale-pass': {
    headline: 'Code too old',
    why: () => 'This looks like a picture of a code. Ask for the ticket page itself, and scan again.',
  },
  'live-pass-required': {
    headline: 'Moving code needed',
    why: () => 'This ticket is taken from its own page only. Ask to open it on the phone.',
  },
  'identity-required': {
    headline: 'Check the name',
    why: () => 'This ticket is for one person. Ask for proof of who it is.',
  },
  'not-in-register': {
    headline: 'Not on the list',
    why: () => 'The organiser’s list does not have this ticket. Send the person to the counter.',
  },
  'door-not-allowed': {
    headline: 'Not at this door',
    why: () => 'This door may not let anybody in now. Ask the organiser.',
  },
  'zone-full': {
    headline: 'Full',
    why: ({ zone }) => `${zone} is full. Wait until somebody leaves.`,
  },
};

export const en = {
  language: 'en-GB',
  title: (door: string) => `${door} · Door · Tanglegate`,

  tones: { admit: 'ADMIT', refused: 'REFUSED', look: 'LOOK', 'no-answer': 'No answer yet' },
  refusals,
  admitted: { in: 'Come in', out: 'Going out' },
  repeat: 'The same ticket again: it counts once.',
  flagged: {
    headline: 'Let in, and look',
    why: 'The signature is right. It is not on this door’s list yet, and will be checked.',
  },
  usedAt: (time: string, door: string, ago: string) => `${time} at ${door}, ${ago}`,
  justNow: 'just now',

  noAnswer: {
    headline: 'Please wait',
    slow: 'The check takes longer than usual. It is us, not the ticket: we keep asking.',
    offline: 'No connection. It is us, not the ticket: we ask as soon as it is back.',
    askAgain: 'Ask again now',
    giveUp: 'Leave it, next person',
  },
  unreadable: {
    'too-long': { headline: 'Not a ticket', why: 'This text is longer than any ticket.' },
    layout: {
      headline: 'Scanner types wrongly',
      why: 'The code was changed on its way. Set the scanner and this device to the US keyboard layout, and caps lock off.',
    },
  },
  next: 'Next person',
  byItself: 'The camera comes back by itself.',
  ticketTier: 'Ticket',
  ticketZone: 'Zone',
  note: 'Note',

  camera: {
    label: 'Picture of the camera',
    starting: 'Starting the camera …',
    ready: 'Hold the code up to the camera.',
    asking: 'Checking …',
    denied:
      'The camera is not allowed. Allow it in the browser’s settings for this page. A hand scanner and the field below work.',
    none: 'There is no camera. A hand scanner and the field below work.',
    busy: 'Another program has the camera. Close it and try again. A hand scanner and the field below work.',
    insecure: 'The browser gives its camera to https pages only. A hand scanner and the field below work.',
    'no-decoder':
      'The part that reads codes did not load. Load the page again. A hand scanner and the field below work.',
    retry: 'Try the camera again',
    torchOn: 'Light on',
    torchOff: 'Light off',
    choose: 'Camera',
    unnamed: (number: number) => `Camera ${number}`,
  },
  typed: {
    label: 'Hand scanner or typed code',
    hint: 'A hand scanner works at any time.',
    send: 'Check',
    empty: 'Type or paste the text of a code first.',
  },
  controls: 'For the thumb',
  direction: { label: 'Direction', in: 'In', out: 'Out' },

  link: {
    online: 'Connected',
    connecting: 'Connecting …',
    offline: (since: string) => `No connection since ${since}.`,
    offlineMeans: 'Codes are still read, and are checked as soon as it is back. Nobody is let in until then.',
    refused: (since: string) => `This door is not let in by the server since ${since}.`,
    refusedMeans: 'It was probably enrolled anew somewhere else. Ask the organiser for a new link.',
  },
  sound: { locked: 'Sound is off. Tap here to switch it on.' },

  gate: {
    label: 'Gate',
    // Nobody reports that a gate has closed: the page does not claim it.
    closed: 'Gate: waiting for the next ADMIT',
    expected: 'Gate: opening …',
    opened: 'Gate opened',
    failed: (why: string) => `Gate failed: ${why}`,
    silent: 'The gate has not said that it opened. Look at it.',
  },

  recent: {
    open: 'Last ten',
    title: 'The last ten scans',
    none: 'Nobody yet.',
    waiting: 'No answer',
    close: 'Close',
  },
  settings: {
    open: 'Settings',
    title: 'This door',
    forget: 'Forget this door',
    forgetSure: (door: string) =>
      `This device will no longer be “${door}”. To use it again, it needs a new link.`,
    forgetYes: 'Yes, forget it',
    cancel: 'Cancel',
    close: 'Close',
  },

  enrol: {
    title: 'Which door is this?',
    how: 'Ask the organiser for this door’s link: live view, then Doors, then Enrol. Scan its QR code with this device, or paste the link here.',
    field: 'Link',
    send: 'Enrol this door',
    busy: 'Enrolling this door … It usually takes a second.',
    problems: {
      'used-or-expired':
        'This link was used already, or is older than ten minutes. Ask the organiser for a new one.',
      unreachable: 'The server does not answer. Check the network, then send the link again.',
      'too-many-tries': 'Too many tries. Wait a minute, then send the link again.',
      'not-a-link':
        'This is no door link. It looks like https://…/door#enrol=… and comes from the live view.',
      elsewhere: (host: string) => `This link belongs to ${host}. Open it in the browser instead.`,
      unexpected: (words: string) => `The server said: ${words}`,
    },
    dismiss: 'OK',
  },
};

export type Messages = typeof en;
