import { Duplex } from 'node:stream';
import { PacketSplitter } from '../domain/packet-splitter.ts';
import type { Violation } from '../domain/violation.ts';

/**
 * A client's connection as Aedes gets to see it: whole packets only, each checked. At the first violation the connection closes, and
 * what came before it still counts.
 */
export class GuardedConnection extends Duplex {
  readonly remote: string;
  readonly #inner: Duplex;
  readonly #splitter = new PacketSplitter();
  readonly #onViolation: (connection: GuardedConnection, violation: Violation) => void;

  constructor(options: {
    inner: Duplex;
    remote: string;
    onViolation: (connection: GuardedConnection, violation: Violation) => void;
  }) {
    super({ allowHalfOpen: false });
    this.#inner = options.inner;
    this.remote = options.remote;
    this.#onViolation = options.onViolation;
    this.#inner.on('data', (chunk: Uint8Array) => {
      this.#take(chunk);
    });
    this.#inner.on('end', () => this.push(null));
    this.#inner.on('error', (cause) => this.destroy(cause));
    this.#inner.on('close', () => this.destroy());
  }

  /** The largest packet from now on. */
  allowUpTo(bytes: number): void {
    this.#splitter.allowUpTo(bytes);
  }

  #take(chunk: Uint8Array): void {
    if (this.destroyed) return;
    const { packets, violation } = this.#splitter.take(chunk);
    let hasRoom = true;
    for (const packet of packets) hasRoom = this.push(packet);
    if (violation !== undefined) this.#close(violation);
    else if (!hasRoom) this.#inner.pause();
  }

  #close(violation: Violation): void {
    this.#inner.removeAllListeners('data');
    this.#onViolation(this, violation);
    if (violation.connack === undefined) this.destroy();
    else this.#inner.end(Uint8Array.of(0x20, 2, 0, violation.connack), () => this.destroy());
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#afterRoom(this.#inner.write(chunk), done);
  }

  override _writev(
    chunks: { chunk: Uint8Array; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    // One write: over WebSocket each write is a frame of its own, and Aedes writes a packet in six pieces.
    this.#afterRoom(this.#inner.write(Buffer.concat(chunks.map(({ chunk }) => chunk))), done);
  }

  #afterRoom(hasRoom: boolean, done: () => void): void {
    if (hasRoom) done();
    else this.#inner.once('drain', done);
  }

  override _final(done: () => void): void {
    this.#inner.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inner.destroy();
    done(error);
  }
}
