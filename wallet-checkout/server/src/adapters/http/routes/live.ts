import { z } from 'zod';
import { eventListSchema } from '@tanglegate/core/http/events';
import { liveViewSchema } from '@tanglegate/core/http/live';
import { eventIdSchema } from '@tanglegate/core/ids';
import type { Accounts, Live } from '../../../ports/application.ts';
import { findSession, requireSession } from '../organiser-session.ts';
import { errors, json, withLogIn } from '../route-schema.ts';
import type { EventStreams } from '../server-sent-events.ts';
import type { ZodApp } from '../zod-app.ts';

interface Dependencies {
  readonly live: Live;
  readonly accounts: Accounts;
  readonly streams: EventStreams;
}

const tags = ['Live view'];
const params = z.object({ event: eventIdSchema });
const refusals = { 401: '`log-in-needed`', 404: '`event-unknown`' };
/** At most four views a second: a full door makes more changes than anybody can read. */
const LEAST_GAP_MS = 250;

export function liveRoutes(app: ZodApp, dependencies: Dependencies): void {
  const { live, accounts } = dependencies;
  app.get(
    '/api/live',
    {
      schema: {
        summary: "The organiser's events, newest first",
        tags,
        security: withLogIn,
        response: { 200: json('The events', eventListSchema), ...errors({ 401: '`log-in-needed`' }) },
      },
    },
    async (request) => {
      const { organiser } = await requireSession(accounts, request);
      return { events: await live.listEvents(organiser) };
    },
  );
  app.get(
    '/api/live/:event',
    {
      schema: {
        summary: 'One event as its organiser watches it: sold, inside, doors, what needs doing',
        tags,
        params,
        security: withLogIn,
        response: { 200: json('The event now', liveViewSchema), ...errors(refusals) },
      },
    },
    async (request) => {
      const { organiser } = await requireSession(accounts, request);
      return live.show(organiser, request.params.event);
    },
  );
  streamRoute(app, dependencies);
}

function streamRoute(app: ZodApp, { live, accounts, streams }: Dependencies): void {
  app.get(
    '/api/live/:event/events',
    {
      exposeHeadRoute: false,
      schema: {
        summary: 'The same, live: server-sent events named `live`, each the whole view',
        tags,
        params,
        security: withLogIn,
        response: {
          200: {
            description: 'One event at once, another after each change; it ends with the log-in',
            content: { 'text/event-stream': { schema: liveViewSchema } },
          },
          ...errors(refusals),
        },
      },
    },
    async (request, reply) => {
      await requireSession(accounts, request);
      await streams.open(request, reply, {
        event: 'live',
        schema: liveViewSchema,
        show: async () => {
          const session = await findSession(accounts, request);
          return session && live.show(session.organiser, request.params.event);
        },
        onChange: (changed) => live.onChange(changed),
        leastGapMs: LEAST_GAP_MS,
      });
      return reply;
    },
  );
}
