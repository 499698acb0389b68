import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Tone } from '../domain/stage.ts';

const draw = (paths: SVGTemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;

export const toneIcons: Readonly<Record<Tone, TemplateResult>> = {
  admit: draw(svg`<path d="M4 12.5l5.5 5.5L20 6.5" />`),
  refused: draw(svg`<path d="M5.5 5.5l13 13M18.5 5.5l-13 13" />`),
  look: draw(
    svg`<path d="M2 12c4.5-7.5 15.5-7.5 20 0-4.5 7.5-15.5 7.5-20 0z" /><circle cx="12" cy="12" r="3" />`,
  ),
  'no-answer': draw(svg`<path d="M6 3h12M6 21h12M7 3c0 5 5 6 5 9s-5 4-5 9M17 3c0 5-5 6-5 9s5 4 5 9" />`),
};

export const icons = {
  light: draw(svg`<path d="M9 21h6M10 17h4M12 3a6 6 0 0 0-3.5 10.9V17h7v-3.1A6 6 0 0 0 12 3z" />`),
  list: draw(svg`<path d="M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01" />`),
  settings: draw(
    svg`<circle cx="12" cy="12" r="1.5" /><circle cx="5" cy="12" r="1.5" /><circle cx="19" cy="12" r="1.5" />`,
  ),
  sound: draw(svg`<path d="M4 10v4h4l5 4V6L8 10zM17 9l4 6M21 9l-4 6" />`),
  // Waves of a radio, crossed out.
  noLink: draw(
    svg`<path d="M12 19h.01M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4-2.5M15 9.5a10 10 0 0 1 4 2.5M3 3l18 18" />`,
  ),
} as const;
