/** What a validator checks with: facts of the register, no secrets. */
export interface Cryptography {
  /** SHA-256 of the text's UTF-8, lower-case hex. */
  digest(text: string): string;
  /** A promise where the work is done elsewhere. False, never an error, for whatever is not this key's signature. */
  verify(
    alg: 'EdDSA' | 'ES256',
    publicKey: string,
    bytes: Uint8Array,
    signature: Uint8Array,
  ): boolean | Promise<boolean>;
}
