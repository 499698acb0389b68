import { TanglegateError } from '@tanglegate/core/errors';

/** @throws TanglegateError `option-wrong` */
export function readWholeOption(
  name: string,
  found: string,
  { least, most }: { least: number; most: number },
): number {
  const value = Number(found);
  if (/^[0-9]{1,10}$/.test(found) && value >= least && value <= most) return value;
  throw new TanglegateError(
    'option-wrong',
    `${name} is "${found.slice(0, 40)}": it must be a whole number, ${least} to ${most}.`,
  );
}
