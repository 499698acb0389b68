import { PacketRefused } from './violation.ts';

/** Reads a packet's body, and refuses whatever MQTT 3.1.1 calls malformed. */
export class PacketReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(what: string): number {
    return this.#take(1, what)[0] ?? 0; // #take has made sure of it.
  }

  number16(what: string): number {
    const [high = 0, low = 0] = this.#take(2, what);
    return high * 256 + low;
  }

  /** MQTT-2.3.1-1: a packet identifier is never zero. */
  packetId(): number {
    const id = this.number16('packet identifier');
    if (id === 0) throw new PacketRefused('packet identifier 0');
    return id;
  }

  data(what: string): Uint8Array {
    return this.#take(this.number16(what), what);
  }

  /** MQTT-1.5.3-1 and -2: well-formed UTF-8 (no surrogates), no NUL. Control characters and non-characters are refused with them. */
  text(what: string): string {
    const bytes = this.data(what);
    let text: string;
    try {
      text = utf8.decode(bytes);
    } catch {
      throw new PacketRefused(`${what} is not UTF-8`);
    }
    if (UNSAFE.test(text)) throw new PacketRefused(`${what} holds a control character`);
    return text;
  }

  end(what: string): void {
    if (this.left > 0) throw new PacketRefused(`bytes after the end of ${what}`);
  }

  #take(length: number, what: string): Uint8Array {
    if (length > this.left) throw new PacketRefused(`${what} is cut off`);
    const start = this.#at;
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const UNSAFE = /[\p{Cc}\p{Noncharacter_Code_Point}]/u;
