import type { Millis } from '@tanglegate/core/clock';
import type { GateReport } from '@tanglegate/core/mqtt/gate';
import type { Scan } from '@tanglegate/core/mqtt/scan';
import type { Answer } from '@tanglegate/core/mqtt/verdict';

export type LinkState =
  | { readonly state: 'connecting'; readonly since: Millis }
  | { readonly state: 'online' }
  | { readonly state: 'offline'; readonly since: Millis }
  /** The broker is there and does not take this door's credential. */
  | { readonly state: 'refused'; readonly since: Millis };

export interface LinkEvents {
  readonly onState: (state: LinkState) => void;
  readonly onAnswer: (answer: Answer) => void;
  readonly onGateReport: (report: GateReport) => void;
}

/** The door's connection to the broker. */
export interface Link {
  readonly publishScan: (scan: Scan) => void;
  /** Says `offline` and goes. */
  readonly close: () => void;
}

export type OpenLink = (events: LinkEvents) => Link;
