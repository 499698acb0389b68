/** What a database that was put back from a backup must remember: orders were placed after the backup, of which it knows nothing. */
export interface RestoreRepository {
  /** How many addresses are skipped past each one that the ledger shows to be used; 0 where nothing was ever restored. */
  margin(): Promise<number>;
  /** Not every payment since the backup has been read yet: nobody may get an address. */
  isCatchingUp(): Promise<boolean>;
  endCatchingUp(): Promise<void>;
}
