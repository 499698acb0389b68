import { open } from 'node:fs/promises';
import { create } from 'qrcode';

/** One thing that is held up to the camera, and for how long. An empty text is an empty hand. */
export interface Sight {
  readonly text: string;
  readonly seconds: number;
}

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES_PER_SECOND = 10;
const LIGHT = 235; // The range of luma in a y4m is 16 to 235 (ITU-R BT.601).
const DARK = 16;
const GREY = 110;
/** Modules of white around the code (ISO/IEC 18004, 6.3.8). */
const QUIET = 4;

/**
 * Writes a film (YUV4MPEG2, 640×480, ten pictures a second) that Chromium shows as its camera, over and over:
 * `--use-file-for-fake-video-capture=<file>`, the file's name ending in `.y4m`. A second takes 4.6 MB.
 * @param sights a QR text, or several sights one after the other
 */
export async function writeFakeCamera(file: string, sights: string | readonly Sight[]): Promise<void> {
  const film = typeof sights === 'string' ? [{ text: sights, seconds: 1 }] : sights;
  const output = await open(file, 'w');
  try {
    await output.write(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
    for (const { text, seconds } of film) {
      const frame = Buffer.concat([Buffer.from('FRAME\n'), drawLuma(text), COLOURLESS]);
      for (let count = Math.ceil(seconds * FRAMES_PER_SECOND); count > 0; count--) await output.write(frame);
    }
  } finally {
    await output.close();
  }
}

/** Both chroma planes, a quarter of the size each, at their middle. */
const COLOURLESS = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);

function drawLuma(text: string): Buffer {
  const luma = Buffer.alloc(WIDTH * HEIGHT, GREY);
  if (text === '') return luma;
  const { modules } = create(text, { errorCorrectionLevel: 'L' });
  const scale = Math.floor((HEIGHT * 0.9) / (modules.size + 2 * QUIET));
  const side = scale * (modules.size + 2 * QUIET);
  const left = Math.floor((WIDTH - side) / 2);
  const top = Math.floor((HEIGHT - side) / 2);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const row = Math.floor(y / scale) - QUIET;
      const column = Math.floor(x / scale) - QUIET;
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      luma[(top + y) * WIDTH + left + x] = inside && modules.get(row, column) === 1 ? DARK : LIGHT;
    }
  }
  return luma;
}
