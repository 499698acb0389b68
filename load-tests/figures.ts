/** The `share`-th value of what was measured: 0.5 is the median, 0.99 the p99. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return sorted[Math.max(0, at)] ?? Number.NaN;
}

/** Two decimals are more than these machines can tell apart. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

/** One line of `npm run bench`: `bench` names it, every other figure has its unit in its name. */
export type BenchLine = { readonly bench: string } & Readonly<Record<string, number | string>>;
