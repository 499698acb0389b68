import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES_PER_SECOND = 10;
/** ITU-R BT.601: a y4m's luma lies between these. */
const DARK = 16;
const SPAN = 219;

/** What a camera sees of a picture that is held up to it: grey around, the picture in the middle. */
async function lumaOf(page: Page, png: Buffer): Promise<Buffer> {
  const greys = await page.evaluate(
    async ({ data, width, height }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.fillStyle = '#808080';
      context.fillRect(0, 0, width, height);
      const scale = (0.85 * height) / Math.max(image.width, image.height);
      const [w, h] = [image.width * scale, image.height * scale];
      context.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
      const { data: pixels } = context.getImageData(0, 0, width, height);
      return Array.from({ length: width * height }, (_, i) => pixels[4 * i] ?? 0);
    },
    { data: png.toString('base64'), width: WIDTH, height: HEIGHT },
  );
  return Buffer.from(greys.map((grey) => DARK + Math.round((SPAN * grey) / 255)));
}

/**
 * A film for Chromium's fake camera, shown over and over: nothing, the picture, nothing, the picture again.
 * @param page any page whose content security policy allows a data: image
 */
export async function filmPicture(page: Page, file: string, png: Buffer): Promise<void> {
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
  const colourless = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = (luma: Buffer): Buffer => Buffer.concat([Buffer.from('FRAME\n'), luma, colourless]);
  const nothing = frame(Buffer.alloc(WIDTH * HEIGHT, 120));
  const shown = frame(await lumaOf(page, png));
  const seconds = (what: Buffer, count: number): Buffer[] =>
    Array.from({ length: count * FRAMES_PER_SECOND }, () => what);
  await writeFile(file, Buffer.concat([header, ...seconds(nothing, 4), ...seconds(shown, 3)]));
}
