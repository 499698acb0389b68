import { enrolmentCodeSchema } from '@tanglegate/core/http/doors';

export type EnrolmentLink =
  | { readonly kind: 'code'; readonly code: string }
  /** The link belongs to another checkout: it has to be opened there. */
  | { readonly kind: 'elsewhere'; readonly host: string }
  | { readonly kind: 'none' };

const NONE: EnrolmentLink = { kind: 'none' };

/** Reads `#enrol=<code>` as it stands in the address bar. */
export function readFragment(fragment: string): EnrolmentLink {
  if (!fragment.startsWith('#enrol=')) return NONE;
  const code = enrolmentCodeSchema.safeParse(fragment.slice('#enrol='.length));
  return code.success ? { kind: 'code', code: code.data } : NONE;
}

/** Reads what somebody pasted: the whole link, or the code alone. @param host of this page */
export function readPasted(text: string, host: string): EnrolmentLink {
  const pasted = text.trim(); // A link has no spaces; copying adds some.
  const code = enrolmentCodeSchema.safeParse(pasted);
  if (code.success) return { kind: 'code', code: code.data };
  if (!URL.canParse(pasted)) return NONE;
  const link = new URL(pasted);
  const found = readFragment(link.hash);
  return found.kind === 'code' && link.host !== host ? { kind: 'elsewhere', host: link.host } : found;
}
