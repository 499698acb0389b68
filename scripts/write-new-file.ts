import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';

/** On disk when it returns, its owner's alone to read, and never over another file. @throws TanglegateError `file-not-written` */
export function writeNewFile(file: string, text: string): void {
  try {
    const handle = openSync(file, 'wx', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const why = isThere ? 'there is such a file already. Name another one' : messageOf(cause);
    throw new TanglegateError('file-not-written', `${file} was not written: ${why}.`, { cause });
  }
}
