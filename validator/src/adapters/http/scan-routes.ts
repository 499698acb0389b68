import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { TanglegateError } from '@tanglegate/core/errors';
import { errorBodySchema, type ErrorBody } from '@tanglegate/core/http/errors';
import { doorIdSchema, type DoorId, type VenueId } from '@tanglegate/core/ids';
import { scanSchema } from '@tanglegate/core/mqtt/scan';
import { answerSchema, busySchema, verdictSchema } from '@tanglegate/core/mqtt/verdict';
import type { Scans } from '../../ports/scans.ts';
import type { VerifyDoor } from '../../ports/verify-door.ts';

export interface ScanRoutesParts {
  readonly verifyDoor: VerifyDoor;
  /** Whoever decides for this venue here; undefined where nobody does. */
  readonly scansOf: (venue: VenueId) => Scans | undefined;
}

const schema = {
  tags: ['doors'],
  summary: 'Have a scan decided, as over MQTT',
  description:
    'The HTTP twin of the scan topic: same door credential (HTTP Basic), same verdicts. Ask again with the same `id` until there is an answer: that cannot admit twice.',
  params: z.object({ door: doorIdSchema }),
  body: scanSchema,
  response: {
    200: verdictSchema.describe('Decided, and written down'),
    400: errorBodySchema.describe('Not a scan'),
    401: errorBodySchema.describe('No credential of a door'),
    403: errorBodySchema.describe(
      'The credential is of another door, or of a venue that is not decided for here',
    ),
    503: z.union([busySchema, errorBodySchema]).describe('Nothing was decided: ask again with the same `id`'),
  },
};

/** Wants the zod compilers of fastify-type-provider-zod on the server it is registered with. */
export function makeScanRoutes({ verifyDoor, scansOf }: ScanRoutesParts): FastifyPluginAsync {
  return (app) => {
    app
      .withTypeProvider<ZodTypeProvider>()
      .post('/api/doors/:door/scans', { schema, errorHandler }, async (request, reply) => {
        const allowed = await allow(request.headers.authorization, request.params.door);
        if ('status' in allowed) {
          if (allowed.status === 401)
            void reply.header('www-authenticate', 'Basic realm="door", charset="UTF-8"');
          return reply.status(allowed.status).send(allowed.body);
        }
        const text = await allowed.decide(request.params.door, request.body);
        const answer = answerSchema.parse(JSON.parse(text));
        if (answer.decision !== 'busy') return reply.status(200).send(answer);
        return reply.status(503).header('retry-after', '1').send(answer);
      });
    return Promise.resolve();
  };

  async function allow(authorization: string | undefined, door: DoorId): Promise<Refused | Scans> {
    try {
      const [username, password] = readBasic(authorization) ?? [];
      const principal =
        username === undefined || password === undefined ? undefined : await verifyDoor(username, password);
      if (principal?.role !== 'door')
        return refusal(401, 'door-unknown', 'Send a door’s MQTT user name and password as HTTP Basic.');
      if (principal.door !== door)
        return refusal(403, 'door-not-yours', 'This credential is of another door.');
      const words = `Nobody decides for venue ${principal.venue} here: ask the validator of that venue.`;
      return scansOf(principal.venue) ?? refusal(403, 'venue-not-here', words);
    } catch (error) {
      if (error instanceof TanglegateError) return refusal(503, error.code, error.message);
      throw error;
    }
  }
}

/** The shape that the schema promises, whichever server these routes are mounted on. */
function errorHandler(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  // What the server they are mounted on refuses before it gets here has its own words and its own status there.
  if (error instanceof TanglegateError) throw error;
  const status = error.statusCode ?? 500;
  const code = status < 500 ? 'invalid-request' : 'internal';
  if (status >= 500) request.log.error({ err: error }, 'a scan over HTTP failed');
  const message =
    status < 500
      ? `This is no scan (${error.message}): see /api/openapi.json for what one looks like.`
      : 'Something went wrong here: ask again with the same id.';
  const fields = error.validation?.map(({ instancePath, message: words = 'is wrong' }) => ({
    ...{ path: instancePath.slice(1).replaceAll('/', '.'), message: words },
  }));
  const body: ErrorBody = { error: { code, message, ...(fields !== undefined && { fields }) } };
  void reply.status(status).send(body);
}

interface Refused {
  readonly status: 401 | 403 | 503;
  readonly body: ErrorBody;
}

function refusal(status: Refused['status'], code: string, message: string): Refused {
  return { status, body: { error: { code, message } } };
}

/** RFC 7617: user name and password, UTF-8; the user name has no colon. */
function readBasic(header: string | undefined): [string, string] | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}
