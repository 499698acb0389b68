import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterEach, expect, test } from 'vitest';
import { TanglegateError } from '@tanglegate/core/errors';
import { venueIdSchema } from '@tanglegate/core/ids';
import type { VerifyDoor } from './ports/verify-door.ts';
import { openVenue, type OpenVenue } from './testing/open-venue.ts';
import { doors, issueTicket, newScanId, NOW, venue as place } from './testing/organiser.ts';

let venue: OpenVenue | undefined;
afterEach(async () => {
  await venue?.close();
});

const verifyDoor: VerifyDoor = (username, password) => {
  if (password === 'down') throw new TanglegateError('broker-unreachable', 'The broker cannot be asked now.');
  const venueOf = password === 'elsewhere' ? venueIdSchema.parse('elsewhere') : place;
  const good = username === 'door.north-1.abc' && password !== 'wrong';
  return Promise.resolve(good ? { role: 'door', venue: venueOf, door: doors.north1 } : undefined);
};

async function open(wishes: Parameters<typeof openVenue>[0] = { verifyDoor }) {
  venue = await openVenue(wishes);
  const app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(venue.validator.scanRoutes);
  return { ...venue, app };
}

interface Asked {
  readonly door?: string;
  readonly username?: string;
  readonly password?: string;
  readonly body: object;
}

async function post(
  app: FastifyInstance,
  { door = 'north-1', username = 'door.north-1.abc', password = 'secret:1', body }: Asked,
) {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const url = `/api/doors/${door}/scans`;
  const { statusCode, headers, ...reply } = await app.inject({
    method: 'POST',
    url,
    headers: { authorization },
    payload: body,
  });
  return { statusCode, headers, json: reply.json<object>() };
}

const scan = (pass: string): { id: string; pass: string; at: number; direction: 'in' } => ({
  ...{ id: newScanId(), pass, at: NOW, direction: 'in' },
});

test('HTTP and MQTT give the same verdict to the same scan, and the door’s gate hears it either way', async () => {
  const { app, organiser, announce, connectDoor } = await open();
  const { pass, issued, ticket } = await issueTicket(organiser);
  await announce(issued);
  const north1 = await connectDoor(doors.north1);
  const heard = new Promise((resolve) => {
    north1.onAnswer = resolve;
  });
  const body = scan(pass);
  const { statusCode, json } = await post(app, { body });
  expect(statusCode).toBe(200);
  expect(json).toMatchObject({ id: body.id, decision: 'admit', repeat: false, ticket });
  expect(await heard).toEqual(json);
  expect(await north1.ask({ id: body.id as never, pass })).toEqual(json);
  expect((await post(app, { body: scan('a menu') })).json).toMatchObject({
    decision: 'refuse',
    reason: 'malformed',
  });
});

test.each<[string, number, string, Partial<Asked>]>([
  ['a wrong password', 401, 'door-unknown', { password: 'wrong' }],
  ['a door of another venue', 403, 'venue-not-here', { password: 'elsewhere' }],
  ['another door’s path', 403, 'door-not-yours', { door: 'north-2' }],
  ['a broker that cannot be asked', 503, 'broker-unreachable', { password: 'down' }],
])('%s is answered %i, and nothing is decided', async (_name, status, code, asked) => {
  const { app, organiser, announce } = await open();
  const { pass, issued } = await issueTicket(organiser);
  await announce(issued);
  const { statusCode, json } = await post(app, { body: scan(pass), ...asked });
  expect([statusCode, json]).toEqual([status, { error: { code, message: expect.any(String) as unknown } }]);
  expect((await post(app, { body: scan(pass) })).json).toMatchObject({ decision: 'admit', repeat: false });
});

test('what is no scan is refused before anything is decided', async () => {
  const { app } = await open();
  const { statusCode, json } = await post(app, { body: { ...scan('x'), id: 'short' } });
  expect(statusCode).toBe(400);
  expect(json).toMatchObject({ error: { code: 'invalid-request', fields: [{ path: 'id' }] } });
  expect(
    (await app.inject({ method: 'POST', url: '/api/doors/north-1/scans', payload: scan('x') })).statusCode,
  ).toBe(401);
});

test('what the server around it refuses keeps its own words and status', async () => {
  venue = await openVenue({ verifyDoor });
  const app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook('onRequest', () => Promise.reject(new TanglegateError('cross-site', 'Another web site.')));
  app.setErrorHandler((error, _request, reply) => {
    const code = error instanceof TanglegateError ? error.code : 'other';
    return reply.code(403).send({ error: { code, message: 'Refused.' } });
  });
  await app.register(venue.validator.scanRoutes);
  const { statusCode, json } = await post(app, { body: scan('x') });
  expect([statusCode, json]).toEqual([403, { error: { code: 'cross-site', message: 'Refused.' } }]);
});

test('busy over HTTP is 503 with words on when to ask again', async () => {
  const { app } = await open({ verifyDoor, mostPending: 0 });
  const { statusCode, headers, json } = await post(app, { body: scan('x') });
  expect([statusCode, headers['retry-after']]).toEqual([503, '1']);
  expect(json).toMatchObject({ decision: 'busy', retryAfterMs: 500 });
});

test('alone, a door’s credential is checked by connecting to the broker with it', async () => {
  const { app, organiser, announce, broker } = await open({});
  const { pass, issued } = await issueTicket(organiser);
  await announce(issued);
  broker.admit((username, password) => username === 'door.north-1.abc' && password === 'secret:1');
  expect((await post(app, { body: scan(pass), password: 'wrong' })).statusCode).toBe(401);
  expect((await post(app, { body: scan(pass), username: 'validator' })).statusCode).toBe(401);
  expect((await post(app, { body: scan(pass) })).json).toMatchObject({ decision: 'admit' });
  broker.admit(() => false);
  expect((await post(app, { body: scan(pass) })).statusCode).toBe(200);
});
