/**
 * Where `ours` does not have the shape of `real`: the same keys, the same types, strings that hold the same kind of thing.
 * In a list each of ours must be like one of the real ones, and an empty list is another shape than a full one.
 */
export function misfits(real: unknown, ours: unknown, path = ''): string[] {
  if (Array.isArray(real) && Array.isArray(ours)) return listMisfits(real, ours, path);
  if (isObject(real) && isObject(ours)) {
    const keys = [...new Set([...Object.keys(real), ...Object.keys(ours)])];
    return keys.flatMap((key) => misfits(real[key], ours[key], `${path}/${key}`));
  }
  const [wanted, found] = [kindOf(real), kindOf(ours)];
  return wanted === found ? [] : [`${path} is ${found}, on the real node ${wanted}`];
}

function listMisfits(real: readonly unknown[], ours: readonly unknown[], path: string): string[] {
  if ((real.length === 0) !== (ours.length === 0))
    return [`${path} has ${ours.length} elements, ${real.length} there`];
  return ours.flatMap((element, i) => {
    const all = real.map((candidate) => misfits(candidate, element, `${path}/${i}`));
    return all.some((found) => found.length === 0) ? [] : (all.sort((a, b) => a.length - b.length)[0] ?? []);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^-[0-9]+$/, 'a negative number in text'],
  [/^[0-9]+$/, 'a number in text'],
  [/^0x[0-9a-f]{64}$/, 'an address'],
  [/^[1-9A-HJ-NP-Za-km-z]{43,44}$/, 'a digest'],
  [/^[0-9a-f]{8}$/, 'a chain identifier'],
  [/^[A-Za-z0-9+/]{60,}={0,2}$/, 'base64'],
];

/** Sentences are told apart by their words: only the numbers and names in them may differ. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'string') return typeof value;
  const known = kinds.find(([pattern]) => pattern.test(value));
  if (known) return known[1];
  const words = value
    .replace(/0x[0-9a-f]{64}/g, '<address>')
    .replace(/[1-9A-HJ-NP-Za-km-z]{43,44}/g, '<digest>')
    .replace(/[0-9]+/g, '<number>');
  return JSON.stringify(words);
}
