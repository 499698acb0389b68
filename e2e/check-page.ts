import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const artefacts = fileURLToPath(new URL('../artefacts/screenshots/', import.meta.url));

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly where: readonly string[];
}

/** What axe finds on the page as it stands; its script is let past the content security policy by the debugger. */
export async function findingsOf(page: Page): Promise<Finding[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // axe has just put itself there.
    const { axe: checker } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ html }) => html.slice(0, 200)),
    }));
  });
}

/** How far a page reaches beyond its window: somebody would have to scroll sideways. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth); // A gutter kept free for the scroll bar makes it negative.
  });

export const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

/** Keeps a picture of the page at phone and at desktop width, and leaves it at phone width. */
export async function keepPictures(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true });
  for (const [width, size] of [
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const) {
    await page.setViewportSize(size);
    await page.screenshot({ path: `${artefacts}${name}-${width}.png` });
  }
}
