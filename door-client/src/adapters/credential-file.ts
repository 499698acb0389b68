import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';
import { doorCredentialSchema, type DoorCredential } from '@tanglegate/core/http/doors';

const NAME = 'credential.json';

/** Readable by its owner alone. Written beside, then renamed: a power cut leaves the old one or the new one. */
export function saveCredential(folder: string, credential: DoorCredential): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, NAME);
  writeFileSync(`${path}.new`, JSON.stringify(credential), { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600); // The mode above is for new files only.
  renameSync(`${path}.new`, path);
}

/** @throws TanglegateError `not-enrolled` or `credential-file-damaged` */
export function loadCredential(folder: string): DoorCredential {
  const path = join(folder, NAME);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TanglegateError(
      'not-enrolled',
      'This door is not enrolled yet: make a link on the live page, under Doors, and start once with --enrol "<link>".',
      { cause },
    );
  }
  const parsed = doorCredentialSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new TanglegateError(
    'credential-file-damaged',
    `${path} is damaged: enrol this door anew with --enrol.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
