/** Random secrets that are handed out once; of each only the hash is kept. */
export interface Tokens {
  /** 32 random bytes, base64url. */
  newSessionToken(): string;
  /** 16 random bytes, base64url. */
  newEnrolmentCode(): string;
  /** 100 random bits, easy to type: `k3v9q-2mxw7-…`. */
  newPassword(): string;
  hash(token: string): string;
}
