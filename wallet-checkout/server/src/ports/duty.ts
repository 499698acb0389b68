/** What one checkout of a database does at a time, and no other: follow the ledger, end holds, number the register, speak with the broker. */
interface HeldDuty {
  /** Resolves when it is lost: another checkout may have it a moment later. */
  readonly lost: Promise<void>;
  giveBack(): Promise<void>;
}

export interface DutyLock {
  /** @returns undefined while another has it. @throws TanglegateError `database-unreachable` */
  tryTake(): Promise<HeldDuty | undefined>;
  /** Takes nothing any more. */
  close(): Promise<void>;
}
