import type { DoorCredential } from '@tanglegate/core/http/doors';
import type { Direction } from '@tanglegate/core/mqtt/scan';
import type { GateWatch } from '../domain/gate-watch.ts';
import type { RecentScan } from '../domain/recent-scans.ts';
import type { Stage } from '../domain/stage.ts';
import type { CameraState } from './camera.ts';
import type { EnrolProblem } from './device.ts';
import type { LinkState } from './link.ts';
import type { SoundState } from './signals.ts';

/** All that the page of an enrolled door shows. */
export interface DoorState {
  readonly link: LinkState;
  readonly camera: CameraState;
  readonly sound: SoundState;
  readonly direction: Direction;
  readonly stage: Stage;
  readonly gate: GateWatch;
  readonly recent: readonly RecentScan[];
}

/** What a guard can do. */
export interface Door {
  readonly state: () => DoorState;
  readonly showCamera: (video: HTMLVideoElement) => void;
  readonly retryCamera: () => void;
  readonly chooseCamera: (id: string) => void;
  readonly setTorch: (on: boolean) => void;
  readonly setDirection: (direction: Direction) => void;
  /** A whole code from a hand scanner or the field, untrimmed. */
  readonly enterTyped: (text: string) => void;
  /** Sees the verdict off, or gives up waiting for one. */
  readonly next: () => void;
  /** Sends the scan that waits once more, with the same id. */
  readonly askAgain: () => void;
  /** Leaves the broker, the camera and the speaker. */
  readonly close: () => void;
}

export type AppState =
  | { readonly kind: 'not-enrolled'; readonly problem?: EnrolProblem }
  | { readonly kind: 'enrolling' }
  | { readonly kind: 'enrolled'; readonly credential: DoorCredential; readonly problem?: EnrolProblem };

/** The page as a whole. */
export interface App {
  readonly state: () => AppState;
  readonly door: () => Door | undefined;
  /** Calls back after each change of the page or its door. */
  readonly subscribe: (changed: () => void) => () => void;
  readonly enrolWith: (pasted: string) => void;
  readonly forget: () => void;
  readonly dismissProblem: () => void;
}
