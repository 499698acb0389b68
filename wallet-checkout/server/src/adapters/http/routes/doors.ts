import { z } from 'zod';
import {
  doorCredentialSchema,
  doorListSchema,
  enrolmentSchema,
  enrolSchema,
} from '@tanglegate/core/http/doors';
import { doorIdSchema } from '@tanglegate/core/ids';
import type { Accounts, DoorAdmin } from '../../../ports/application.ts';
import { doorLink } from '../door-link.ts';
import { requireSession } from '../organiser-session.ts';
import { atMost, type RequestLimits } from '../request-limits.ts';
import { errors, json, withLogIn } from '../route-schema.ts';
import type { ZodApp } from '../zod-app.ts';

interface Dependencies {
  readonly doors: DoorAdmin;
  readonly accounts: Accounts;
  readonly limits: RequestLimits;
  readonly publicUrl: string;
}

const tags = ['Doors'];

export function doorRoutes(app: ZodApp, dependencies: Dependencies): void {
  enrolRoute(app, dependencies);
  const { doors, accounts, publicUrl } = dependencies;
  app.get(
    '/api/doors',
    {
      schema: {
        summary: "The organiser's doors, and whether each is connected",
        tags,
        security: withLogIn,
        response: { 200: json('The doors', doorListSchema), ...errors({ 401: '`log-in-needed`' }) },
      },
    },
    async (request) => {
      const { organiser } = await requireSession(accounts, request);
      return { doors: await doors.list(organiser) };
    },
  );
  app.post(
    '/api/doors/:door/enrolments',
    {
      schema: {
        summary: 'A link that makes a device this door: good once, for ten minutes',
        tags,
        security: withLogIn,
        params: z.object({ door: doorIdSchema }),
        response: {
          201: json('The link, with its code in the fragment', enrolmentSchema),
          ...errors({ 401: '`log-in-needed`', 404: '`door-unknown`' }),
        },
      },
    },
    async (request, reply) => {
      const { organiser } = await requireSession(accounts, request);
      const { code, expiresAt } = await doors.invite(organiser, request.params.door);
      return reply.code(201).send({ link: doorLink(publicUrl, code), expiresAt });
    },
  );
}

function enrolRoute(app: ZodApp, { doors, limits }: Dependencies): void {
  app.post(
    '/api/enrol',
    {
      config: atMost(limits.enrolmentsPerMinute),
      schema: {
        summary: "Exchange an enrolment link's code for the door's credential",
        tags,
        body: enrolSchema,
        response: {
          200: json('What the device keeps', doorCredentialSchema),
          ...errors({ 400: '`invalid-request`', 404: '`enrolment-unknown`: wrong, used or too old' }),
        },
      },
    },
    (request) => doors.enrol(request.body.code),
  );
}
