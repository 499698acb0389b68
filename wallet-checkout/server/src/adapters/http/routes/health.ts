import { z } from 'zod';
import type { Health } from '../../../ports/application.ts';
import { unlimited } from '../request-limits.ts';
import { json } from '../route-schema.ts';
import type { ZodApp } from '../zod-app.ts';

const reportSchema = z.object({
  ready: z.boolean(),
  parts: z.array(z.object({ name: z.string(), ok: z.boolean(), words: z.string() })),
});

export function healthRoutes(app: ZodApp, { health }: { health: Health }): void {
  const tags = ['Health'];
  app.get(
    '/healthz',
    {
      config: unlimited,
      schema: {
        summary: 'The process lives',
        tags,
        response: { 200: json('It does', z.object({ alive: z.literal(true) })) },
      },
    },
    () => ({ alive: true as const }),
  );
  app.get(
    '/readyz',
    {
      config: unlimited,
      schema: {
        summary: 'Every part works, or the words for what does not',
        tags,
        response: { 200: json('Ready', reportSchema), 503: json('Not ready: see `parts`', reportSchema) },
      },
    },
    async (_request, reply) => {
      const report = await health.report();
      return reply.code(report.ready ? 200 : 503).send(report);
    },
  );
}
