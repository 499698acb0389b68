import { doorCredentialSchema } from '@tanglegate/core/http/doors';
import { errorBodySchema } from '@tanglegate/core/http/errors';
import type { Enrol, EnrolProblem } from '../ports/device.ts';

const PATIENCE_MS = 10_000;

/** `POST /api/enrol` of the checkout that serves this page. */
export const enrolOverHttp: Enrol = async (code) => {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch('/api/enrol', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    body = await response.json().catch(() => undefined);
  } catch {
    return { ok: false, problem: { kind: 'unreachable' } };
  }
  const credential = doorCredentialSchema.safeParse(body);
  if (response.ok && credential.success) return { ok: true, credential: credential.data };
  return { ok: false, problem: problemOf(response.status, body) };
};

function problemOf(status: number, body: unknown): EnrolProblem {
  const error = errorBodySchema.safeParse(body).data?.error;
  if (error?.code === 'enrolment-unknown') return { kind: 'used-or-expired' };
  if (status === 429) return { kind: 'too-many-tries' };
  if (status === 502 || status === 503 || status === 504) return { kind: 'unreachable' };
  return { kind: 'unexpected', words: error?.message ?? `HTTP ${status}` };
}
