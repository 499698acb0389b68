import { fromBase58, fromBase64, isValidIotaAddress, normalizeIotaAddress } from '@iota/iota-sdk/utils';
import { canonicalCoinType } from '../../domain/coin-type.ts';
import { INVALID_PARAMS, invalidParams, RpcError } from './rpc-error.ts';

type Parser<T> = (value: unknown) => T;

/** A method's parameters, by position or by name. The words of its errors are a full node's (seen, 0.8). */
export class Params {
  private readonly values: readonly unknown[];

  /** @throws RpcError unless it is an array, an object or nothing. */
  constructor(params: unknown, names: readonly string[]) {
    if (params === undefined || params === null) this.values = [];
    else if (Array.isArray(params)) this.values = params as readonly unknown[];
    else if (isRecord(params)) this.values = names.map((name) => params[name]);
    else throw invalidParams('Expected an array or an object');
  }

  required<T>(position: number, parse: Parser<T>): T {
    const value = this.values[position];
    if (value === undefined) throw invalidParams('No more params');
    return parse(value);
  }

  optional<T>(position: number, parse: Parser<T>): T | undefined {
    const value = this.values[position];
    return value === undefined || value === null ? undefined : parse(value);
  }
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw invalidType(value, 'a string');
  return value;
}

/** 64-bit numbers travel as decimal strings. */
export function bigNumber(value: unknown): number {
  const digits = text(value);
  if (digits === '') throw atEnd(value, 'cannot parse integer from empty string');
  if (!/^[0-9]+$/.test(digits)) throw atEnd(value, 'invalid digit found in string');
  if (BigInt(digits) >= 2n ** 64n) throw atEnd(value, 'number too large to fit in target type');
  return Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
}

export function wholeNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw invalidType(value, 'usize');
  return value;
}

export function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw invalidType(value, 'a boolean');
  return value;
}

export function record(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw invalidType(value, 'a map');
  return value;
}

export function digest(value: unknown): string {
  const digits = text(value);
  let bytes: Uint8Array;
  try {
    bytes = fromBase58(digits);
  } catch {
    throw invalidParams('Failed to parse base58 string');
  }
  if (bytes.length !== 32) throw invalidParams('Invalid array length, expecting 32');
  return digits;
}

/** An address or an object id, with its leading zeros put back. */
export function address(value: unknown): string {
  const normal = normalizeIotaAddress(text(value));
  if (!isValidIotaAddress(normal))
    throw invalidParams('Deserialization failed: expected a 32-byte hex address');
  return normal;
}

export function base64(value: unknown): Uint8Array {
  try {
    return fromBase64(text(value));
  } catch {
    throw invalidParams('Invalid base64');
  }
}

export function coinType(value: unknown): string {
  try {
    return canonicalCoinType(text(value));
  } catch {
    throw new RpcError(INVALID_PARAMS, `Invalid struct type: ${String(value).slice(0, 200)}`);
  }
}

export function listOf<T>(parse: Parser<T>): Parser<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw invalidType(value, 'a sequence');
    return value.map(parse);
  };
}

/** @throws RpcError outside 1 … max. */
export function pageSize(limit: number | undefined, max: number): number {
  if (limit === 0) throw new RpcError(INVALID_PARAMS, 'Page size limit cannot be smaller than 1');
  if (limit !== undefined && limit > max) {
    throw new RpcError(INVALID_PARAMS, `Page size limit ${limit} exceeds max limit ${max}`);
  }
  return limit ?? max;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalidType(value: unknown, expected: string): RpcError {
  return atEnd(value, `invalid type: ${described(value)}, expected ${expected}`);
}

/** The node parses each parameter alone, and counts from its first character. */
function atEnd(value: unknown, problem: string): RpcError {
  return invalidParams(`${problem} at line 1 column ${JSON.stringify(value).length}`);
}

function described(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number')
    return `${Number.isInteger(value) ? 'integer' : 'floating point'} \`${value}\``;
  if (typeof value === 'boolean') return `boolean \`${value}\``;
  if (typeof value === 'string') return `string ${JSON.stringify(value)}`;
  return Array.isArray(value) ? 'sequence' : 'map';
}
