import { expect, test } from 'vitest';
import { fileName } from './save-file.ts';

test.each([
  ['Spring Night, ticket 1.png', 'Spring Night, ticket 1.png'],
  ['AC/DC: "Über" <Live>.ics', 'ACDC Über Live.ics'],
  ['???', 'ticket'],
])('a file for %j is named %j', (text, name) => {
  expect(fileName(text)).toBe(name);
});
