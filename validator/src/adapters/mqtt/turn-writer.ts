import type { Socket } from 'node:net';

/**
 * Writes what one round of the event loop has to say as one piece, and that at once. mqtt.js writes each packet by itself and has no
 * option for either: Nagle's algorithm then holds a verdict back behind the acknowledgement written just before it, until the
 * broker's delayed TCP acknowledgement arrives (40 ms for every scan), and without Nagle each packet costs a system call.
 */
export class TurnWriter {
  readonly #socket: Socket;
  #held = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
  }

  /** Until the end of this round. */
  hold(): void {
    if (this.#held) return;
    this.#held = true;
    this.#socket.cork();
    setImmediate(() => {
      this.#held = false;
      this.#socket.uncork();
    });
  }
}
