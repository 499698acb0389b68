import type { FastifyReply } from 'fastify';
import type { OnlyMethods } from '../ports/test-ledger.ts';

interface Scoped<T> {
  readonly value: T;
  readonly only: OnlyMethods | undefined;
}

/** What goes wrong on the way to the answer. */
export interface HttpFaults {
  delay: Scoped<number> | undefined;
  status: Scoped<number> | undefined;
  drop: Scoped<true> | undefined;
}

export function noHttpFaults(): HttpFaults {
  return { delay: undefined, status: undefined, drop: undefined };
}

/** True when the request got its fault instead of an answer. */
export async function misbehave(
  faults: HttpFaults,
  method: string | undefined,
  reply: FastifyReply,
): Promise<boolean> {
  const applies = <T>(fault: Scoped<T> | undefined): T | undefined =>
    fault && (!fault.only || (method !== undefined && fault.only.includes(method))) ? fault.value : undefined;
  const delay = applies(faults.delay) ?? 0;
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay).unref());
  if (applies(faults.drop)) {
    reply.hijack();
    reply.raw.destroy();
    return true;
  }
  const status = applies(faults.status);
  if (status !== undefined) await reply.code(status).type('text/plain').send('This node is out of order.');
  return status !== undefined;
}
