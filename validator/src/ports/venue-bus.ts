import type { DoorId } from '@tanglegate/core/ids';
import type { AdmissionBatch, FeedAck, FeedHead, RegisterBatch } from '@tanglegate/core/mqtt/feed';
import type { GateReport } from '@tanglegate/core/mqtt/gate';

/** What a validator says to its venue. Nothing waits: what could not be sent now is asked for again. */
export interface VenueBus {
  isConnected(): boolean;
  /** `answer` is JSON text: it was made once and is sent as it is. */
  sendAnswer(door: DoorId, answer: string): void;
  askRegister(ack: FeedAck): void;
  sendAdmissions(batch: AdmissionBatch): void;
  sendAdmissionsHead(head: FeedHead): void;
}

/** What a validator hears from its venue, parsed; retained messages are dropped before (but the register's head). */
export interface VenueListener {
  connected(): void;
  /** A scan is parsed by whoever decides: a wrong one may still be answered. */
  scan(door: DoorId, text: string): void;
  gate(door: DoorId, report: GateReport): void;
  register(batch: RegisterBatch): void;
  registerHead(head: FeedHead): void;
  admissionsAck(ack: FeedAck): void;
}
