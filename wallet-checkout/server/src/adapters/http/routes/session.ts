import { logInSchema, sessionViewSchema } from '@tanglegate/core/http/live';
import type { Accounts, Session } from '../../../ports/application.ts';
import { clearSessionCookie, requireSession, sessionToken, setSessionCookie } from '../organiser-session.ts';
import { atMost, type RequestLimits } from '../request-limits.ts';
import { errors, json, nothing, withLogIn } from '../route-schema.ts';
import type { ZodApp } from '../zod-app.ts';

interface Dependencies {
  readonly accounts: Accounts;
  readonly limits: RequestLimits;
  /** Are we reached by https? */
  readonly secure: boolean;
}

const tags = ['Log-in'];
const sessionAnswer = json('Who is logged in', sessionViewSchema);
const sessionView = ({ user, organiserName }: Session) => ({ user, organiserName });

export function sessionRoutes(app: ZodApp, dependencies: Dependencies): void {
  const { accounts, limits, secure } = dependencies;
  app.post(
    '/api/session',
    {
      config: atMost(limits.logInsPerMinute),
      schema: {
        summary: 'Log in as an organiser',
        tags,
        body: logInSchema,
        response: {
          200: sessionAnswer,
          ...errors({
            400: '`invalid-request`',
            401: '`log-in-refused`: the same for a wrong name and a wrong password',
          }),
        },
      },
    },
    async (request, reply) => {
      const { token, session } = await accounts.logIn(request.body.user, request.body.password);
      setSessionCookie(reply, token, secure);
      return sessionView(session);
    },
  );
  app.get(
    '/api/session',
    {
      schema: {
        summary: 'Who is logged in',
        tags,
        security: withLogIn,
        response: { 200: sessionAnswer, ...errors({ 401: '`log-in-needed`' }) },
      },
    },
    async (request) => sessionView(await requireSession(accounts, request)),
  );
  logOutRoute(app, accounts);
}

function logOutRoute(app: ZodApp, accounts: Accounts): void {
  app.delete(
    '/api/session',
    {
      schema: {
        summary: 'Log out; harmless when nobody is logged in',
        tags,
        response: { 204: nothing('The session has ended'), ...errors({}) },
      },
    },
    async (request, reply) => {
      const token = sessionToken(request);
      if (token !== undefined) await accounts.logOut(token);
      clearSessionCookie(reply);
      return reply.code(204).send();
    },
  );
}
