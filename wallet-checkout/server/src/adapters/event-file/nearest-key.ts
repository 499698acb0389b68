/** Changes, insertions and removals that turn `a` into `b` (Levenshtein). Both are keys: short. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The key that was probably meant, or undefined when none is near. */
export function nearestKey(written: string, known: readonly string[]): string | undefined {
  const wanted = written.slice(0, 40).toLowerCase().replaceAll(/[-_ ]/g, '');
  const [best] = known
    .map((key) => ({ key, far: distance(wanted, key.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  return best !== undefined && best.far <= Math.max(2, best.key.length / 3) ? best.key : undefined;
}
