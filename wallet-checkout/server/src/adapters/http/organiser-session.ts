import type { FastifyReply, FastifyRequest } from 'fastify';
import { TanglegateError } from '@tanglegate/core/errors';
import type { Accounts, Session } from '../../ports/application.ts';

const COOKIE = 'tg_session';
/** The server ends a session long before; this only keeps a closed browser logged in. */
const SEVEN_DAYS_IN_SECONDS = 7 * 24 * 60 * 60;

export function sessionToken(request: FastifyRequest): string | undefined {
  const token = request.cookies[COOKIE];
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}

export async function findSession(accounts: Accounts, request: FastifyRequest): Promise<Session | undefined> {
  const token = sessionToken(request);
  return token === undefined ? undefined : accounts.session(token);
}

/** @throws TanglegateError `log-in-needed` */
export async function requireSession(accounts: Accounts, request: FastifyRequest): Promise<Session> {
  const session = await findSession(accounts, request);
  if (session !== undefined) return session;
  throw new TanglegateError('log-in-needed', 'Log in first: open /log-in, or POST /api/session.');
}

export function setSessionCookie(reply: FastifyReply, token: string, secure: boolean): void {
  const options = {
    path: '/api',
    secure,
    httpOnly: true,
    sameSite: 'strict',
    maxAge: SEVEN_DAYS_IN_SECONDS,
  } as const;
  reply.setCookie(COOKIE, token, options);
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, { path: '/api' });
}
