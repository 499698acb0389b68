import { z } from 'zod';
import { millisSchema } from '@tanglegate/core/clock';
import { moneyViewSchema } from '@tanglegate/core/http/money';
import { orderIdSchema } from '@tanglegate/core/ids';
import type { Accounts, Money } from '../../../ports/application.ts';
import { requireSession } from '../organiser-session.ts';
import { errors, json, nothing, withLogIn } from '../route-schema.ts';
import type { ZodApp } from '../zod-app.ts';

interface Dependencies {
  readonly money: Money;
  readonly accounts: Accounts;
}

const tags = ['Money'];
const needsLogIn = { 401: '`log-in-needed`' };
const refundId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

export function moneyRoutes(app: ZodApp, dependencies: Dependencies): void {
  showRoute(app, dependencies);
  noteRoute(app, dependencies);
  writeOffRoute(app, dependencies);
  revokeRoute(app, dependencies);
}

function showRoute(app: ZodApp, { money, accounts }: Dependencies): void {
  app.get(
    '/api/money',
    {
      schema: {
        summary: "The organiser's books: what came in, where it is, what is owed back, what does not count",
        tags,
        security: withLogIn,
        response: { 200: json('The books now', moneyViewSchema), ...errors(needsLogIn) },
      },
    },
    async (request) => money.show((await requireSession(accounts, request)).organiser),
  );
}

function noteRoute(app: ZodApp, { money, accounts }: Dependencies): void {
  app.post(
    '/api/money/refused/noted',
    {
      schema: {
        summary: 'The organiser has seen the payments that do not count, up to a time',
        tags,
        security: withLogIn,
        body: z.object({ until: millisSchema }),
        response: { 204: nothing('Noted'), ...errors({ 400: '`invalid-request`', ...needsLogIn }) },
      },
    },
    async (request, reply) => {
      const { organiser } = await requireSession(accounts, request);
      await money.noteRefused(organiser, request.body.until);
      return reply.code(204).send();
    },
  );
}

function writeOffRoute(app: ZodApp, { money, accounts }: Dependencies): void {
  app.post(
    '/api/money/refunds/:refund/write-off',
    {
      schema: {
        summary: 'Give up sending a refund that is due; it stays in the books as written off',
        tags,
        params: z.object({ refund: refundId }),
        security: withLogIn,
        response: {
          204: nothing('Written off'),
          ...errors({ ...needsLogIn, 404: '`refund-unknown`', 409: '`refund-not-due`' }),
        },
      },
    },
    async (request, reply) => {
      const { organiser } = await requireSession(accounts, request);
      await money.writeOff(organiser, request.params.refund);
      return reply.code(204).send();
    },
  );
}

function revokeRoute(app: ZodApp, { money, accounts }: Dependencies): void {
  app.post(
    '/api/orders/:order/revoke',
    {
      schema: {
        summary: 'Take a paid order back: its tickets open no door any more, and its money is owed back',
        tags,
        params: z.object({ order: orderIdSchema }),
        security: withLogIn,
        response: {
          204: nothing('Revoked'),
          ...errors({ ...needsLogIn, 404: '`order-unknown`', 409: '`order-not-paid`' }),
        },
      },
    },
    async (request, reply) => {
      const { organiser } = await requireSession(accounts, request);
      await money.revoke(organiser, request.params.order);
      return reply.code(204).send();
    },
  );
}
