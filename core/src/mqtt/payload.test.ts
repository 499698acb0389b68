import { expect, test } from 'vitest';
import { millis } from '../clock.ts';
import { doorIdSchema, scanIdSchema, venueIdSchema } from '../ids.ts';
import { decodePayload, outgoingMessage } from './payload.ts';

const scan = {
  id: scanIdSchema.parse('a-scan-of-16-chars'),
  pass: 'TG1: A',
  at: millis(5),
  direction: 'in',
} as const;
const place = { venue: venueIdSchema.parse('hall'), door: doorIdSchema.parse('north') };

test('what goes out comes in again, its spaces untouched', () => {
  const message = outgoingMessage('scan', place, scan);
  expect(message).toMatchObject({ topic: 'tg/v1/hall/door/north/scan', options: { qos: 1, retain: false } });
  expect(decodePayload('scan', message.payload)).toEqual(scan);
});

test('only the status and the heads are retained', () => {
  expect(outgoingMessage('status', place, { state: 'offline' }).options.retain).toBe(true);
});

test.each([
  ['{', 'is not JSON'],
  ['[]', 'expected object'],
  [JSON.stringify({ ...scan, id: 'short' }), 'wrong at id'],
  [JSON.stringify({ ...scan, at: 1.5 }), 'wrong at at'],
  [JSON.stringify({ ...scan, at: -1 }), 'wrong at at'],
  [JSON.stringify({ ...scan, direction: 'up' }), 'wrong at direction'],
  [JSON.stringify({ ...scan, pass: 'x'.repeat(2001) }), 'wrong at pass'],
])('INVALID %s', (text, words) => {
  expect(() => decodePayload('scan', text)).toThrow(
    expect.objectContaining({ code: 'payload-malformed', message: expect.stringContaining(words) as string }),
  );
});
