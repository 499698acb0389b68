import { scanIdSchema } from '@tanglegate/core/ids';
import { verdictSchema } from '@tanglegate/core/mqtt/verdict';
import { expect, test } from 'vitest';
import { wordVerdict } from './word-verdict.ts';

const id = scanIdSchema.parse('scan-0000-0000-0001');
const at = Date.UTC(2026, 10, 21, 19, 20);
const times = { at, sentAt: at, expiresAt: at + 1_000 };
const used = { at: at - 6 * 60_000, door: 'north-2', doorName: 'North 2' };
const admit = { decision: 'admit', direction: 'in', repeat: false };
const refuse = { decision: 'refuse', reason: 'already-used', words: 'This ticket was used.' };

test.each<[Record<string, unknown>, string, string]>([
  [admit, 'ADMIT', 'Come in'],
  [{ ...admit, direction: 'out' }, 'ADMIT', 'Way out'],
  [
    { ...admit, tierName: 'VIP', zoneName: 'Main hall', note: 'Collect wristband' },
    'ADMIT',
    'Come in · Collect wristband · VIP · Main hall',
  ],
  [{ ...admit, repeat: true }, 'ADMIT', 'Come in · shown again, the gate had not opened'],
  [
    { ...admit, flagged: 'not-yet-in-register' },
    'LOOK',
    'Come in · not in the register yet: look at the ticket',
  ],
  [{ ...refuse, used, timeZone: 'Europe/Berlin' }, 'LOOK', 'Used 20:14 at North 2, 6 minutes ago'],
  [{ ...refuse, used }, 'LOOK', 'Used 19:14 UTC at North 2, 6 minutes ago'],
  [{ ...refuse, used: { ...used, at }, timeZone: 'UTC' }, 'LOOK', 'Used 19:20 at North 2, just now'],
  [
    { ...refuse, used: { ...used, at: at - 60_000 }, timeZone: 'UTC' },
    'LOOK',
    'Used 19:19 at North 2, 1 minute ago',
  ],
  [
    { ...refuse, used: { ...used, at: at - 7_200_000 }, timeZone: 'UTC' },
    'LOOK',
    'Used 17:20 at North 2, 2 hours ago',
  ],
  [
    { ...refuse, reason: 'wrong-event', words: 'For another event.', zoneName: 'Balcony' },
    'REFUSED',
    'For another event. · Balcony',
  ],
])('%o', (fields, tone, words) => {
  expect(wordVerdict(verdictSchema.parse({ id, ...times, ...fields }))).toEqual({ tone, words });
});
