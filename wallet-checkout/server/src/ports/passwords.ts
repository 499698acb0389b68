/** Makes a password expensive to guess from what is stored. */
export interface Passwords {
  /** @throws TanglegateError `too-busy` */
  hash(password: string): Promise<string>;
  /** The same work whether or not there is a hash to compare with. @throws TanglegateError `too-busy` */
  matches(password: string, hash: string | undefined): Promise<boolean>;
}
