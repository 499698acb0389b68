import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { TanglegateError } from '@tanglegate/core/errors';
import type { ErrorBody } from '@tanglegate/core/http/errors';
import { sendPlainPage } from './plain-page.ts';

/** The one place where a code becomes a status. A code that is not here is ours to fix: 500, and its words stay in the log. */
const statusOf: Readonly<Record<string, number>> = {
  'invalid-request': 400,
  'address-malformed': 400,
  'log-in-needed': 401,
  'log-in-refused': 401,
  'cross-site': 403,
  'not-found': 404,
  'event-unknown': 404,
  'tier-unknown': 404,
  'order-unknown': 404,
  'ticket-unknown': 404,
  'door-unknown': 404,
  'refund-unknown': 404,
  'enrolment-unknown': 404,
  'sale-over': 409,
  'sold-out': 409,
  'too-many-tickets': 409,
  'order-not-open': 409,
  'order-not-paid': 409,
  'sent-on-other-chain': 409,
  'address-ours': 409,
  'refund-not-due': 409,
  'door-credentials-elsewhere': 409,
  'body-too-large': 413,
  'not-json': 415,
  'too-many-requests': 429,
  'too-many-streams': 429,
  'log-in-paused': 429,
  'internal-error': 500,
  'no-address-left': 503,
  'payments-not-ready': 503,
  'too-busy': 503,
  'broker-unreachable': 503,
  'database-unreachable': 503,
  stopping: 503,
};

const NOTHING_HERE = 'There is nothing at this address. Check how it is written.';

interface ErrorAnswer {
  readonly status: number;
  readonly body: ErrorBody;
}

function answer(status: number, code: string, message: string): ErrorAnswer {
  return { status, body: { error: { code, message } } };
}

const notOpened = ' Check that the whole link was copied.';
/** A path that names nothing we know and one that could name nothing get the same answer. */
const unknownThings: Readonly<Record<string, string>> = {
  event: 'There is no such event. See the list of events.',
  order: `There is no such order, or this link does not open it.${notOpened}`,
  ticket: `There is no such ticket, or this link does not open it.${notOpened}`,
  door: 'There is no such door. See the list of doors.',
};

/** @param thing a name of the table: `order` gives `order-unknown` */
export function unknownThing(thing: 'event' | 'order' | 'ticket' | 'door'): TanglegateError {
  return new TanglegateError(`${thing}-unknown`, unknownThings[thing] ?? '');
}

interface Invalid {
  readonly validation: readonly { instancePath: string; message?: string }[];
  readonly validationContext?: string | undefined;
}

function invalidAnswer(error: Invalid): ErrorAnswer {
  const fields = error.validation.slice(0, 20).map(({ instancePath, message }) => ({
    path: instancePath.slice(1).replaceAll('/', '.'),
    message: message ?? 'is wrong',
  }));
  const thing = fields[0]?.path ?? '';
  const words = unknownThings[thing];
  if (error.validationContext === 'params' && words !== undefined)
    return answer(404, `${thing}-unknown`, words);
  const message = 'Something in this request is not as it should be: see `fields`.';
  return { status: 400, body: { error: { code: 'invalid-request', message, fields } } };
}

/** Fastify's own refusals, by its code. */
function frameworkAnswer(code: string, status: number): ErrorAnswer | undefined {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return answer(413, 'body-too-large', 'This request is larger than anything we take. Send less.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return answer(415, 'not-json', 'Send JSON, with the header `Content-Type: application/json`.');
    case 'FST_ERR_REOPENED_CLOSE_SERVER':
      return answer(503, 'stopping', 'We are just stopping. Try again in a moment.');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
    case 'FST_ERR_NOT_FOUND':
      return answer(404, 'not-found', NOTHING_HERE);
  }
  if (status < 400 || status > 499) return undefined;
  return answer(400, 'invalid-request', 'This request could not be read: is its body valid JSON?');
}

function numberOf(error: object, key: 'statusCode'): number {
  const value: unknown = key in error ? Reflect.get(error, key) : undefined;
  return typeof value === 'number' ? value : 500;
}

/** @param reference the request's id, so that an internal error can be found in the log */
function answerTo(error: unknown, reference: string): ErrorAnswer {
  if (hasZodFastifySchemaValidationErrors(error)) return invalidAnswer(error);
  if (error instanceof TanglegateError) {
    const status = statusOf[error.code];
    if (status !== undefined) return answer(status, error.code, error.message);
  } else if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    const known = frameworkAnswer(code, numberOf(error, 'statusCode'));
    if (known !== undefined) return known;
  }
  const words = `Something went wrong on our side. Try again in a moment; if it stays, tell the organiser this number: ${reference}`;
  return answer(500, 'internal-error', words);
}

const isApi = (request: FastifyRequest): boolean => request.url.startsWith('/api');

function wantsPage(request: FastifyRequest): boolean {
  return !isApi(request) && request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
}

/** Fastify's error handler: JSON for programs, a plain page for people, the cause in the log alone. */
export async function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { status, body } = answerTo(error, request.id);
  if (status >= 500) request.log.error({ err: error }, 'a request failed');
  else request.log.debug({ code: body.error.code }, 'a request was refused');
  if (wantsPage(request)) await sendPlainPage(reply, status, body.error.message);
  else await reply.code(status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(body);
}

export function nothingHere(): TanglegateError {
  return new TanglegateError('not-found', NOTHING_HERE);
}

export async function sendNotFound(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await sendError(nothingHere(), request, reply);
}
