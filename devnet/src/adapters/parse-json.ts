import { messageOf } from '@tanglegate/core/errors';

/** `problem` says why the text is no JSON. */
export function parseJson(text: unknown): { readonly body?: unknown; readonly problem?: string } {
  try {
    return { body: JSON.parse(typeof text === 'string' ? text : '') };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}
