import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeIotaPrivateKey, mnemonicToSeed } from '@iota/iota-sdk/cryptography';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';

export interface Secret {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Secret bytes as they may lie somewhere: raw, and in every usual writing. */
function writingsOf(name: string, bytes: Buffer): Secret[] {
  const texts = {
    hex: bytes.toString('hex'),
    'capital hex': bytes.toString('hex').toUpperCase(),
    base64: bytes.toString('base64').replace(/=+$/, ''),
    base64url: bytes.toString('base64url'),
  };
  const written = Object.entries(texts).map(([how, text]) => ({
    name: `${name} as ${how}`,
    bytes: Buffer.from(text),
  }));
  return [{ name: `${name}, raw`, bytes }, ...written];
}

/** Everything of a mnemonic that can spend: its words, three in a row are enough; its seed; the private key at each path. */
export function secretsOf(mnemonic: string, paths: readonly string[]): Secret[] {
  const words = mnemonic.split(' ');
  const runs = words.slice(2).map((_, i) => words.slice(i, i + 3).join(' '));
  const keys = paths.flatMap((path) => {
    const text = Ed25519Keypair.deriveKeypair(mnemonic, path).getSecretKey();
    const { secretKey } = decodeIotaPrivateKey(text);
    return [
      { name: `key ${path}`, bytes: Buffer.from(text) },
      ...writingsOf(`key ${path}`, Buffer.from(secretKey)),
    ];
  });
  return [
    ...runs.map((run) => ({ name: 'the mnemonic', bytes: Buffer.from(run) })),
    ...writingsOf('the seed', Buffer.from(mnemonicToSeed(mnemonic))),
    ...keys,
  ];
}

export interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

export function filesBelow(folder: string): Place[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((name) => ({ name, bytes: readFileSync(name) }));
}

/** Environment and command line of every process that was started with this variable (Linux). */
export function processesWith(variable: string): Place[] {
  const read = (file: string): Buffer => {
    try {
      return readFileSync(file);
    } catch {
      return Buffer.alloc(0); // Another user's, or gone meanwhile.
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name) && name !== String(process.pid))
    .map((pid) => ({ pid, environment: read(`/proc/${pid}/environ`) }))
    .filter(({ environment }) => environment.includes(variable))
    .flatMap(({ pid, environment }) => [
      { name: `environment of ${pid}`, bytes: environment },
      { name: `command line of ${pid}`, bytes: read(`/proc/${pid}/cmdline`) },
    ]);
}

/** Which secret lies where. */
export function findSecrets(secrets: readonly Secret[], places: readonly Place[]): string[] {
  return places.flatMap((place) =>
    secrets.filter(({ bytes }) => place.bytes.includes(bytes)).map(({ name }) => `${name} in ${place.name}`),
  );
}
