import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const pages = ['4-pay', '7-ticket', '8-admit'];

/** Puts three of the journey's pictures side by side for the README. */
async function composePictures(target: string): Promise<void> {
  const images = pages.map((name) => {
    const png = readFileSync(here(`../artefacts/screenshots/${name}-phone.png`)).toString('base64');
    return `<img src="data:image/png;base64,${png}" alt="">`;
  });
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1180, height: 800 } });
  await page.setContent(`<style>
    body { margin: 0; display: flex; justify-content: center; gap: 40px; padding: 28px; background: #dfe5e5 }
    img { width: 336px; border-radius: 26px; box-shadow: 0 10px 34px rgb(0 0 0 / 25%) }
  </style>${images.join('')}`);
  await page.locator('img').last().waitFor();
  await page.screenshot({ path: target, fullPage: true });
  await browser.close();
}

await composePictures(here('../docs/img/pages.png'));
