import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/**
 * A headless Chromium out of an npm package: nothing to install by hand. Its own list of flags is made for a serverless machine
 * (one process, web security off); ours keeps the browser as people have it.
 */
const FLAGS = [
  '--no-sandbox', // Continuous integration runs as root.
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** @param camera an .mjpeg or .y4m file that every page sees as its camera */
export async function openBrowser(options: { camera?: string } = {}): Promise<Browser> {
  const camera =
    options.camera === undefined
      ? []
      : [
          '--use-fake-ui-for-media-stream',
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-video-capture=${options.camera}`,
        ];
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [...FLAGS, ...camera],
    headless: true,
  });
}
