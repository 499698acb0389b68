import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TanglegateError } from '@tanglegate/core/errors';
import type { ErrorBody } from '@tanglegate/core/http/errors';
import { newOrder, startApp } from './testing/http-fixture.ts';

/** Every code that the ports promise, as their comments name them. */
function promisedCodes(): string[] {
  const source = readFileSync(new URL('../../ports/application.ts', import.meta.url), 'utf8');
  const promises = source.split('\n').filter((line) => line.includes('@throws'));
  return promises.flatMap((line) => [...line.matchAll(/`([a-z-]+)`/g)].map((match) => match[1] ?? ''));
}

test('each refusal that the application promises has a status of its own, and keeps its words', async () => {
  const codes = promisedCodes();
  expect(codes.length).toBeGreaterThan(8);
  const { app, application } = await startApp();
  for (const code of codes) {
    application.placing = () => Promise.reject(new TanglegateError(code, 'In plain words.'));
    const answer = await app.inject({ method: 'POST', url: '/api/orders', payload: newOrder });
    expect([code, answer.json<ErrorBody>().error]).toEqual([code, { code, message: 'In plain words.' }]);
    expect([code, answer.statusCode]).not.toEqual([code, 500]);
  }
});
