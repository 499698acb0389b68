import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import {
  CODE,
  newOrder,
  ORDER,
  OTHER_SECRET,
  PASSWORD,
  SECRET,
  startApp,
  TICKET,
  TOKEN,
} from './testing/http-fixture.ts';

test('no secret that was sent gets into the log, whatever happens to the request', async () => {
  let log = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log += chunk.toString();
      done();
    },
  });
  const { app, application } = await startApp({ log: pino({ level: 'trace' }, stream) });
  application.placing = () => Promise.reject(new Error('the database is gone'));
  const headers = { authorization: `Bearer ${SECRET}` };
  const cookies = { tg_session: TOKEN, tg_order: OTHER_SECRET };
  const bodies = [
    ['/api/orders', newOrder],
    [`/api/orders/${ORDER}/session`, { secret: SECRET }],
    [`/api/tickets/${TICKET}/session`, { secret: OTHER_SECRET }],
    ['/api/session', { user: 'organiser', password: PASSWORD }],
    ['/api/enrol', { code: CODE }],
  ] as const;
  for (const [url, payload] of bodies) {
    await app.inject({ method: 'POST', url, payload, headers, cookies });
    await app.inject({ method: 'POST', url, payload: JSON.stringify(payload), headers, cookies });
  }
  await app.inject({ method: 'POST', url: '/api/doors/north/enrolments', cookies });
  await app.inject({ url: `/api/orders/${ORDER}`, headers, cookies });
  app.log.info(
    { headers: { ...headers, cookie: TOKEN }, body: { password: PASSWORD, secret: SECRET } },
    'careless',
  );
  expect(log).toContain('the database is gone');
  expect(log).toContain('"route":"/api/orders/:order/session"');
  for (const secret of [SECRET, OTHER_SECRET, TOKEN, PASSWORD, CODE]) expect(log).not.toContain(secret);
  expect(log).not.toContain(newOrder.buyer.phone);
});
