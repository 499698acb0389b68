import {
  sentMoneyAnswerSchema,
  sentMoneySchema,
  signedDocumentSchema,
} from '@tanglegate/core/http/money-export';
import type { Accounts, MoneyOut } from '../../../ports/application.ts';
import { requireSession } from '../organiser-session.ts';
import { errors, json, withLogIn } from '../route-schema.ts';
import type { ZodApp } from '../zod-app.ts';

interface Dependencies {
  readonly moneyOut: MoneyOut;
  readonly accounts: Accounts;
}

const tags = ['Money'];
/** Twenty thousand refunds. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Between the server and the organiser's own machine, where the keys are. */
export function moneyOutRoutes(app: ZodApp, { moneyOut, accounts }: Dependencies): void {
  app.get(
    '/api/live/money/export',
    {
      schema: {
        summary: 'What is where and what is owed to whom, signed, for `npm run sweep` and `npm run refund`',
        tags,
        security: withLogIn,
        response: {
          200: json('A signed document: its payload is a MoneyExport', signedDocumentSchema),
          ...errors({ 401: '`log-in-needed`', 503: '`payments-not-ready`' }),
        },
      },
    },
    async (request, reply) => {
      const { organiser } = await requireSession(accounts, request);
      reply.header('content-disposition', 'attachment; filename="money.json"');
      return moneyOut.export(organiser);
    },
  );
  app.post(
    '/api/live/money/sent',
    {
      bodyLimit: MOST_BYTES,
      schema: {
        summary: 'What `npm run sweep` and `npm run refund` have sent: refunds are followed from then on',
        tags,
        security: withLogIn,
        body: sentMoneySchema,
        response: {
          200: json('What became of each refund', sentMoneyAnswerSchema),
          ...errors({ 400: '`invalid-request`', 401: '`log-in-needed`', 409: '`sent-on-other-chain`' }),
        },
      },
    },
    async (request) => {
      const { organiser } = await requireSession(accounts, request);
      return moneyOut.recordSent(organiser, request.body);
    },
  );
}
