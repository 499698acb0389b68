import { fromHex, toHex } from '@tanglegate/core/bytes';

/** `0x` and lower-case hexadecimal, as the node's REST API writes ids and bytes. */
export type Hex = `0x${string}`;

export function hexOf(bytes: Uint8Array): Hex {
  return `0x${toHex(bytes)}`;
}

/** @throws RangeError on anything but an even number of hex digits. */
export function bytesOf(hex: Hex): Uint8Array {
  return fromHex(hex.slice(2));
}
