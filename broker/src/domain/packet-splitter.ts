import { checkPacket, CONNECT } from './check-packet.ts';
import type { Violation } from './violation.ts';

/** Nothing has been proved before CONNECT is accepted: a credential, a client id and a will fit in this. */
const MAX_BYTES_BEFORE_LOGIN = 4 * 1024;

/**
 * Cuts what arrives into whole packets, each checked before anybody else sees it. A packet's announced length is judged as soon as it is
 * known, so that nobody makes us keep megabytes.
 */
export class PacketSplitter {
  #maxPacketBytes = MAX_BYTES_BEFORE_LOGIN;
  #pending: Uint8Array = new Uint8Array(0);
  #chunks: Uint8Array[] = [];
  #kept = 0;
  #wanted = 0;
  #hasConnected = false;

  /** After log-in, each role has a limit of its own. */
  allowUpTo(bytes: number): void {
    this.#maxPacketBytes = bytes;
  }

  /** The checked packets that this chunk completes, and the violation that follows them, if any; after one, nothing more is read. */
  take(chunk: Uint8Array): { packets: Uint8Array[]; violation?: Violation } {
    this.#chunks.push(chunk);
    this.#kept += chunk.length;
    const packets: Uint8Array[] = [];
    if (this.#kept < this.#wanted) return { packets };
    this.#pending = this.#chunks.length === 1 ? chunk : concatenate(this.#chunks, this.#kept);
    for (;;) {
      const next = this.#next();
      if (next === undefined) break;
      if ('words' in next) return { packets, violation: next };
      packets.push(next);
    }
    this.#chunks = this.#pending.length === 0 ? [] : [this.#pending];
    this.#kept = this.#pending.length;
    return { packets };
  }

  #next(): Uint8Array | Violation | undefined {
    const outOfOrder = this.#checkOrder(this.#pending[0]);
    if (outOfOrder !== undefined) return outOfOrder;
    const header = readHeader(this.#pending);
    if (header === 'incomplete') {
      this.#wanted = 0;
      return undefined;
    }
    if (header === 'malformed') return { words: 'a remaining length of more than four bytes' }; // MQTT 3.1.1, §2.2.3
    const total = header.bodyStart + header.length;
    if (total > this.#maxPacketBytes) {
      return { words: `a packet of ${total} bytes where ${this.#maxPacketBytes} are allowed` };
    }
    this.#wanted = total;
    if (this.#pending.length < total) return undefined;
    const packet = this.#pending.subarray(0, total);
    this.#pending = this.#pending.subarray(total);
    this.#wanted = 0;
    this.#hasConnected = true;
    return checkPacket(packet, header.bodyStart) ?? packet;
  }

  /** Judged by the first byte alone, so that whoever speaks another protocol is not waited for. */
  #checkOrder(firstByte: number | undefined): Violation | undefined {
    if (firstByte === undefined) return undefined;
    const isConnect = firstByte >> 4 === CONNECT;
    if (isConnect && this.#hasConnected) return { words: 'a second CONNECT' }; // MQTT-3.1.0-2
    if (!isConnect && !this.#hasConnected) return { words: 'a packet before CONNECT' }; // MQTT-3.1.0-1
    return undefined;
  }
}

function readHeader(bytes: Uint8Array): { bodyStart: number; length: number } | 'incomplete' | 'malformed' {
  let length = 0;
  for (let i = 1; i <= 4; i++) {
    const byte = bytes[i];
    if (byte === undefined) return 'incomplete';
    length += (byte & 127) * 128 ** (i - 1);
    if (byte < 128) return { bodyStart: i + 1, length };
  }
  return 'malformed';
}

function concatenate(chunks: readonly Uint8Array[], total: number): Uint8Array {
  const all = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
