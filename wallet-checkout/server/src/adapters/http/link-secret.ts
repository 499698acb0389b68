import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { linkSecretSchema } from '@tanglegate/core/http/orders';
import { unknownThing } from './errors.ts';

/** An order or a ticket: reached by a link whose secret opens it and nothing else (ADR 0011). */
export interface LinkedThing<Id> {
  readonly kind: 'order' | 'ticket';
  opens(id: Id, secret: string): Promise<boolean>;
}

const THIRTY_DAYS_IN_SECONDS = 30 * 24 * 60 * 60;
const cookieName = (kind: string): string => `tg_${kind}`;

function cookieOptions(path: string, secure: boolean): CookieSerializeOptions {
  return { path, secure, httpOnly: true, sameSite: 'strict', maxAge: THIRTY_DAYS_IN_SECONDS };
}

/** What a program sends as `Authorization: Bearer`, or the cookie of a page. */
function offeredSecret(request: FastifyRequest, kind: string): string | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const parsed = linkSecretSchema.safeParse(bearer ?? request.cookies[cookieName(kind)]);
  return parsed.success ? parsed.data : undefined;
}

/** @throws TanglegateError `order-unknown` or `ticket-unknown`: the same for what does not exist and for a wrong secret */
export async function requireLink<Id>(
  thing: LinkedThing<Id>,
  id: Id,
  request: FastifyRequest,
): Promise<void> {
  const secret = offeredSecret(request, thing.kind);
  if (secret === undefined || !(await thing.opens(id, secret))) throw unknownThing(thing.kind);
}

/** Exchanges the secret for a cookie that is sent to this one order or ticket alone. */
export async function openLinkSession<Id extends string>(
  thing: LinkedThing<Id>,
  given: { id: Id; secret: string; secure: boolean },
  reply: FastifyReply,
): Promise<void> {
  if (!(await thing.opens(given.id, given.secret))) throw unknownThing(thing.kind);
  const path = `/api/${thing.kind}s/${given.id}`;
  reply.setCookie(cookieName(thing.kind), given.secret, cookieOptions(path, given.secure));
}
