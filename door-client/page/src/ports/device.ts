import type { Clock } from '@tanglegate/core/clock';
import type { DoorCredential } from '@tanglegate/core/http/doors';
import type { ScanId } from '@tanglegate/core/ids';
import type { Direction } from '@tanglegate/core/mqtt/scan';

/** What the device keeps between two starts. Nothing personal. */
export interface CredentialStore {
  readonly load: () => DoorCredential | undefined;
  readonly save: (credential: DoorCredential) => void;
  readonly forget: () => void;
}

export interface Preferences {
  readonly direction: () => Direction;
  readonly keepDirection: (direction: Direction) => void;
}

export interface Device {
  /** Wall time, for the scan's `at`. */
  readonly clock: Clock;
  /** Never set back, for how long something takes. */
  readonly steadyClock: Clock;
  readonly newScanId: () => ScanId;
  /** Calls back again and again until the answer is called. */
  readonly every: (milliseconds: number, callBack: () => void) => () => void;
}

export type EnrolProblem =
  | { readonly kind: 'used-or-expired' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'too-many-tries' }
  | { readonly kind: 'not-a-link' }
  | { readonly kind: 'elsewhere'; readonly host: string }
  | { readonly kind: 'unexpected'; readonly words: string };

type Enrolled =
  | { readonly ok: true; readonly credential: DoorCredential }
  | { readonly ok: false; readonly problem: EnrolProblem };

/** Exchanges a code, good once, for what the door needs. */
export type Enrol = (code: string) => Promise<Enrolled>;
