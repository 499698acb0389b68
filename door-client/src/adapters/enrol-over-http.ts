import { TanglegateError } from '@tanglegate/core/errors';
import { doorCredentialSchema, type DoorCredential } from '@tanglegate/core/http/doors';
import { errorBodySchema } from '@tanglegate/core/http/errors';
import { readEnrolmentLink, resolveMqttUrl } from '../domain/enrolment-link.ts';

const PATIENCE_MS = 10_000;

/**
 * Exchanges an enrolment link for this door's credential.
 * @throws TanglegateError `enrolment-link-malformed`, `checkout-unreachable`, or what the checkout says
 */
export async function enrolOverHttp(link: string): Promise<DoorCredential> {
  const { origin, code } = readEnrolmentLink(link);
  const { ok, body } = await post(`${origin}/api/enrol`, { code });
  const credential = doorCredentialSchema.safeParse(body);
  if (ok && credential.success) {
    return { ...credential.data, mqttUrl: resolveMqttUrl(credential.data.mqttUrl, origin) };
  }
  const refusal = errorBodySchema.safeParse(body);
  if (refusal.success) throw new TanglegateError(refusal.data.error.code, refusal.data.error.message);
  throw new TanglegateError(
    'checkout-unreachable',
    `${origin} answers, but not as a Tanglegate checkout does: check the link.`,
  );
}

async function post(url: string, body: unknown): Promise<{ ok: boolean; body: unknown }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { ok: response.ok, body: await response.json().catch(() => undefined) };
  } catch (cause) {
    throw new TanglegateError(
      'checkout-unreachable',
      `${new URL(url).origin} does not answer: is this box on the network, and the checkout running? The link is good for ten minutes.`,
      { cause },
    );
  }
}
