import rateLimit from '@fastify/rate-limit';
import { TanglegateError } from '@tanglegate/core/errors';
import type { ZodApp } from './zod-app.ts';

/** How often one client (an IPv4 address, or an IPv6 /64) may ask, in requests per minute or as named. */
export interface RequestLimits {
  readonly allPerMinute: number;
  /** Orders take a deposit address each: nobody drains the pool. Roomy, for many phones share a carrier's address. */
  readonly ordersPerTenMinutes: number;
  readonly logInsPerMinute: number;
  readonly enrolmentsPerMinute: number;
  readonly linkSessionsPerMinute: number;
  /** Streams of server-sent events open at the same time: as many buyers as wait behind a venue's one address. */
  readonly openStreams: number;
}

export const defaultLimits: RequestLimits = {
  allPerMinute: 1_200,
  ordersPerTenMinutes: 30,
  logInsPerMinute: 10,
  enrolmentsPerMinute: 20,
  linkSessionsPerMinute: 300,
  openStreams: 300,
};

const MINUTE = 60_000;

export async function limitRequests(app: ZodApp, limits: RequestLimits): Promise<void> {
  await app.register(rateLimit, {
    max: limits.allPerMinute,
    timeWindow: MINUTE,
    errorResponseBuilder: (_request, { after }) =>
      new TanglegateError('too-many-requests', `That was too often. Wait ${after}, then try again.`),
  });
}

/** The `config` of a route that needs a limit of its own. */
export function atMost(max: number, minutes = 1): { rateLimit: { max: number; timeWindow: number } } {
  return { rateLimit: { max, timeWindow: minutes * MINUTE } };
}

export const unlimited = { rateLimit: false } as const;
