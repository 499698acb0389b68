import { buyerSchema } from '@tanglegate/core/http/orders';
import type { Buyer } from '@tanglegate/core/http/orders';
import { words } from '../messages/words.ts';

export type FieldName = 'name' | 'phone' | 'email';
export type BuyerInput = Readonly<Record<FieldName, string>>;
export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>;

export const EMPTY_BUYER: BuyerInput = { name: '', phone: '', email: '' };
const FIELDS: readonly FieldName[] = ['name', 'phone', 'email'];

/** What the form holds → a buyer by core's schema, or what is wrong in each field. */
export function readBuyer(
  input: BuyerInput,
): { readonly ok: true; readonly buyer: Buyer } | { readonly ok: false; readonly errors: FieldErrors } {
  const parsed = buyerSchema.safeParse(candidate(input));
  if (parsed.success) return { ok: true, buyer: parsed.data };
  const wrong = parsed.error.issues.map((issue) => String(issue.path[0]));
  return { ok: false, errors: errorsIn(wrong, input) };
}

/** What is wrong in one field, as it is left. */
export function fieldError(field: FieldName, input: BuyerInput): string | undefined {
  const read = readBuyer(input);
  return read.ok ? undefined : read.errors[field];
}

/** The server's field paths ("buyer.phone") → words beside the same fields. */
export function errorsFromServer(paths: readonly string[], input: BuyerInput): FieldErrors {
  return errorsIn(
    paths.map((path) => path.split(/[./]/).at(-1) ?? ''),
    input,
  );
}

function errorsIn(wrong: readonly string[], input: BuyerInput): FieldErrors {
  const found = FIELDS.filter((field) => wrong.includes(field));
  return Object.fromEntries(found.map((field) => [field, errorWords(field, input[field])]));
}

/** An empty e-mail field means none: the schema wants it absent then. */
function candidate(input: BuyerInput): unknown {
  const email = input.email.trim();
  return { name: input.name, phone: input.phone, ...(email === '' ? {} : { email }) };
}

function errorWords(field: FieldName, value: string): string {
  const texts = words.buying.form.errors[field];
  return value.trim() === '' ? texts.missing : texts.wrong;
}
