import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** MQTT 3.1.1 by hand, so that a test can say what no client library would. */
export function packet(firstByte: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(firstByte), remainingLength(body.length), body]);
}

function remainingLength(length: number): Buffer {
  const bytes: number[] = [];
  let rest = length;
  do {
    const more = rest >= 128 ? 128 : 0;
    bytes.push((rest % 128) + more);
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(bytes);
}

export function text(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number16(bytes.length), bytes]);
}

export function number16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 255);
}

export interface ConnectFields {
  readonly clientId: string | Uint8Array;
  readonly username?: string;
  readonly password?: string;
  readonly clean?: boolean;
  readonly willTopic?: string;
  readonly willQos?: number;
  readonly protocol?: string;
  readonly level?: number;
  readonly extraFlags?: number;
}

export function connectPacket(fields: ConnectFields): Buffer {
  const { clientId, username, password, willTopic, clean = true } = fields;
  const flags =
    (username === undefined ? 0 : 128) |
    (password === undefined ? 0 : 64) |
    (willTopic === undefined ? 0 : 4) |
    ((fields.willQos ?? 0) << 3) |
    (clean ? 2 : 0) |
    (fields.extraFlags ?? 0);
  const optional = [willTopic, willTopic === undefined ? undefined : 'gone', username, password];
  return packet(
    0x10,
    text(fields.protocol ?? 'MQTT'),
    Buffer.of(fields.level ?? 4, flags),
    number16(0),
    text(clientId),
    ...optional.filter((value) => value !== undefined).map(text),
  );
}

export function publishPacket(topic: string | Uint8Array, payload: string | Uint8Array, id = 1): Buffer {
  return packet(0x32, text(topic), number16(id), Buffer.from(payload));
}

export function subscribePacket(filter: string | Uint8Array, id = 1, qos = 1): Buffer {
  return packet(0x82, number16(id), text(filter), Buffer.of(qos));
}

/** A bare TCP connection. */
export class Wire {
  readonly socket: Socket;
  #received = Buffer.alloc(0);
  readonly closed: Promise<void>;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1' });
    this.socket.on('data', (chunk) => (this.#received = Buffer.concat([this.#received, chunk])));
    this.socket.on('error', () => undefined); // A reset is one way to be closed.
    this.closed = new Promise((resolve) => {
      this.socket.once('close', () => {
        resolve();
      });
    });
    onTestFinished(() => {
      this.socket.destroy();
    });
  }

  get received(): Buffer {
    return this.#received;
  }

  send(...packets: Uint8Array[]): void {
    this.socket.write(Buffer.concat(packets));
  }

  /** Waits for as many bytes, and takes them. */
  async take(length: number): Promise<Buffer> {
    while (this.#received.length < length) {
      if (this.socket.destroyed) throw new Error(`closed after ${this.#received.length} of ${length} bytes`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const taken = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(length);
    return taken;
  }
}
