import type { Direction } from '@tanglegate/core/mqtt/scan';

/** The thing that opens. */
export interface Gate {
  /**
   * One pulse: lets one person through. Resolves when the gate has acknowledged that it moved.
   * @throws TanglegateError `gate-failed`, whose words go into the report
   */
  open(direction: Direction): Promise<void>;
  close(): void;
}
