import { errorBodySchema } from '@tanglegate/core/http/errors';
import type { ZodType } from 'zod';
import { ApiError } from './api-error.ts';

const PATIENCE_MS = 15_000;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One request to our own server; the answer goes through its schema.
 * @throws ApiError with the server's code; `network-down` when nobody answered, `bad-answer` when the answer is not what was agreed.
 */
export async function request<T>(
  method: Method,
  path: string,
  answer: ZodType<T>,
  body?: unknown,
): Promise<T> {
  const response = await send(method, path, body);
  const parsed = answer.safeParse(await jsonOf(response));
  if (parsed.success) return parsed.data;
  throw new ApiError('bad-answer', 'The server’s answer is not what was agreed.', response.status, {
    cause: parsed.error,
  });
}

/** The same for answers without a body (204). */
export async function tell(method: Method, path: string, body?: unknown): Promise<void> {
  await send(method, path, body);
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  const init: RequestInit = {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    headers,
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    throw new ApiError('network-down', 'The server could not be reached.', 0, { cause });
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}

async function refusalOf(response: Response): Promise<ApiError> {
  const parsed = errorBodySchema.safeParse(await jsonOf(response));
  if (parsed.success) {
    const { code, message, fields } = parsed.data.error;
    return new ApiError(code, message, response.status, fields ? { fields } : {});
  }
  if (response.status === 429) return new ApiError('too-many-requests', 'Too many requests.', 429);
  return new ApiError('internal-error', 'The server could not answer.', response.status);
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
