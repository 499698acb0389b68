import { svg } from 'lit';
import type { TemplateResult } from 'lit';

const icon = (path: string): TemplateResult => svg`<svg
  class="icon" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor"
  stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d=${path}></path></svg>`;

export const tickIcon = icon('M5 13l4.5 4.5L19 7');
export const warnIcon = icon(
  'M12 8v5m0 3.5v.01M10.3 4.2 2.8 17.4A2 2 0 0 0 4.5 20.4h15a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0z',
);
export const crossIcon = icon('M6 6l12 12M18 6L6 18');
export const clockIcon = icon('M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z');
export const copyIcon = icon('M9 9h10v11H9zM5 15V4h10');
