/**
 * Why a connection is closed. MQTT 3.1.1 has no packet to say so in, except CONNACK's return code before a session exists;
 * the words are for our log.
 */
export interface Violation {
  readonly words: string;
  /** CONNACK return code (MQTT 3.1.1, table 3.1) to send first. */
  readonly connack?: 1 | 2;
}

/** Thrown inside the packet checks, caught at their edge. */
export class PacketRefused extends Error {
  readonly violation: Violation;

  constructor(words: string, connack?: 1 | 2) {
    super(words);
    this.name = 'PacketRefused';
    this.violation = connack === undefined ? { words } : { words, connack };
  }
}
