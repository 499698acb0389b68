import { TanglegateError } from '@tanglegate/core/errors';
import { enrolmentCodeSchema } from '@tanglegate/core/http/doors';

/**
 * Reads `https://checkout.example/door/#enrol=<code>`.
 * @throws TanglegateError `enrolment-link-malformed`, which does not repeat the code
 */
export function readEnrolmentLink(link: string): { origin: string; code: string } {
  const pasted = link.trim(); // A link has no spaces; copying adds some.
  if (URL.canParse(pasted)) {
    const { protocol, origin, hash } = new URL(pasted);
    const code = enrolmentCodeSchema.safeParse(hash.replace(/^#enrol=/, ''));
    if (code.success && /^https?:$/.test(protocol)) return { origin, code: code.data };
  }
  throw new TanglegateError(
    'enrolment-link-malformed',
    'This is no enrolment link: it looks like https://…/door/#enrol=… and is made on the live page, under Doors. Put it in quotes.',
  );
}

/** The broker's address may be a path on the checkout's own origin. */
export function resolveMqttUrl(mqttUrl: string, origin: string): string {
  const url = new URL(mqttUrl, origin);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  return url.href;
}
