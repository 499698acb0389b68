import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { qrShape } from './qr-shape.ts';

/** White around and behind, whatever the colour scheme: scanners need the contrast. */
export function qrImage(text: string, level: 'L' | 'M', label: string): TemplateResult {
  const { size, path } = qrShape(text, level);
  return html`<svg
    class="qr"
    role="img"
    aria-label=${label}
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    <rect width=${size} height=${size} fill="#fff"></rect>
    <path d=${path} fill="#000"></path>
  </svg>`;
}
