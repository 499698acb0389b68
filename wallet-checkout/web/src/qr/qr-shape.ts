import { create } from 'qrcode';

/** A QR code as one SVG path: in modules, quiet zone included. */
export interface QrShape {
  readonly size: number;
  readonly path: string;
}

/** ISO/IEC 18004 asks for four light modules around the symbol. */
const QUIET = 4;

/** @param level L on screens (fewest modules, fastest to scan), M where it may get dirty or small. */
export function qrShape(text: string, level: 'L' | 'M'): QrShape {
  const { modules } = create(text, { errorCorrectionLevel: level });
  const dark = (row: number, column: number) => modules.data[row * modules.size + column] === 1;
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!dark(row, column)) continue;
      let end = column + 1;
      while (end < modules.size && dark(row, end)) end++;
      path += `M${column + QUIET} ${row + QUIET}h${end - column}v1h-${end - column}z`;
      column = end;
    }
  }
  return { size: modules.size + 2 * QUIET, path };
}
