import { expect, test } from 'vitest';
import { answerFor } from './offline-rules.ts';

const ORIGIN = 'https://tickets.example';

test.each([
  ['GET', 'navigate', '/ticket', 'ticket-page'],
  ['GET', 'navigate', '/order', 'network'],
  ['GET', 'cors', '/assets/ticket-abc.js', 'asset'],
  ['GET', 'no-cors', '/favicon.svg', 'asset'],
  ['GET', 'cors', '/api/tickets/1', 'network'],
  ['POST', 'cors', '/api/tickets/1/session', 'network'],
  ['GET', 'cors', 'https://elsewhere.example/assets/x.js', 'network'],
] as const)('%s %s %s is answered by %s', (method, mode, path, answer) => {
  expect(answerFor({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN)).toBe(answer);
});
