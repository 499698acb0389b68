import { expect, test } from 'vitest';
import type { ErrorBody } from '@tanglegate/core/http/errors';
import { CODE, PASSWORD, startApp, TOKEN } from './testing/http-fixture.ts';

const cookies = { tg_session: TOKEN };

test('logging in sets a cookie that no script reads and no other site sends', async () => {
  const { app, application } = await startApp();
  const payload = { user: 'organiser', password: PASSWORD };
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload });
  expect(answer.json()).toEqual({ user: 'organiser', organiserName: 'The house' });
  expect(answer.cookies).toEqual([
    { name: 'tg_session', value: TOKEN, path: '/api', httpOnly: true, sameSite: 'Strict', maxAge: 604_800 },
  ]);
  expect((await app.inject({ url: '/api/session', cookies })).json()).toMatchObject({ user: 'organiser' });
  const out = await app.inject({ method: 'DELETE', url: '/api/session', cookies });
  expect([out.statusCode, out.cookies[0]?.value, application.calls]).toEqual([204, '', [`logOut ${TOKEN}`]]);
});

test('a wrong password is refused, and sets nothing', async () => {
  const { app } = await startApp();
  const payload = { user: 'organiser', password: 'guess' };
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload });
  expect([answer.statusCode, answer.cookies, answer.json<ErrorBody>().error.code]).toEqual([
    401,
    [],
    'log-in-refused',
  ]);
});

test.each([
  ['GET', '/api/session'],
  ['GET', '/api/doors'],
  ['POST', '/api/doors/north/enrolments'],
  ['GET', '/api/live'],
  ['GET', '/api/live/gala'],
  ['GET', '/api/live/gala/events'],
] as const)('%s %s needs a log-in', async (method, url) => {
  const { app, application } = await startApp();
  for (const token of [undefined, 'nonsense', 'X'.repeat(43)]) {
    const answer = await app.inject({
      method,
      url,
      cookies: token === undefined ? {} : { tg_session: token },
    });
    expect([answer.statusCode, answer.json<ErrorBody>().error.code]).toEqual([401, 'log-in-needed']);
  }
  application.isLoggedIn = false;
  expect((await app.inject({ method, url, cookies })).statusCode).toBe(401);
});

test('the organiser sees doors and events, and invites a device', async () => {
  const { app } = await startApp({ publicUrl: 'https://tickets.example.org/' });
  expect((await app.inject({ url: '/api/doors', cookies })).json()).toEqual({ doors: [] });
  expect((await app.inject({ url: '/api/live', cookies })).json()).toMatchObject({
    events: [{ id: 'gala' }],
  });
  expect((await app.inject({ url: '/api/live/gala', cookies })).json()).toMatchObject({ inside: 0 });
  const invited = await app.inject({ method: 'POST', url: '/api/doors/north/enrolments', cookies });
  expect([invited.statusCode, invited.json()]).toEqual([
    201,
    { link: `https://tickets.example.org/door#enrol=${CODE}`, expiresAt: 9 },
  ]);
  const unknown = await app.inject({ method: 'POST', url: '/api/doors/south/enrolments', cookies });
  expect(unknown.json<ErrorBody>().error.code).toBe('door-unknown');
});

test('an enrolment code becomes a credential; a wrong one does not', async () => {
  const { app } = await startApp();
  const enrol = (code: string) => app.inject({ method: 'POST', url: '/api/enrol', payload: { code } });
  expect((await enrol(CODE)).json()).toMatchObject({ username: 'door.north.x', mqttUrl: '/mqtt' });
  const wrong = await enrol('D'.repeat(22));
  expect([wrong.statusCode, wrong.json<ErrorBody>().error.code]).toEqual([404, 'enrolment-unknown']);
});
