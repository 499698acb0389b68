import { html, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { EventSummary } from '@tanglegate/core/http/events';
import { words } from '../messages/words.ts';

/** The event's picture in a frame of fixed shape; without one, a drawing that differs from event to event. */
export function eventPicture(event: EventSummary): TemplateResult {
  if (event.picture !== undefined) {
    return html`<img
      class="picture"
      src=${event.picture}
      alt=${words.buying.event.picture(event.name)}
      width="1600"
      height="900"
    />`;
  }
  return html`<svg
    class="picture drawn"
    viewBox="0 0 160 90"
    aria-hidden="true"
    preserveAspectRatio="xMidYMid slice"
  >
    <rect width="160" height="90" class="drawn-ground"></rect>
    ${arches(event.id)}
  </svg>`;
}

/** Rows of arches whose heights follow from the id: the same event always looks the same. */
function arches(seed: string): TemplateResult[] {
  return Array.from({ length: 9 }, (_, i) => {
    const code = seed.charCodeAt(i % seed.length) + 31 * i;
    const height = 20 + (code % 48);
    const x = 8 + i * 16;
    const path = `M${x} 90V${90 - height}a8 8 0 0 1 16 0V90z`;
    return svg`<path d=${path} class="drawn-arch drawn-${code % 3}"></path>`;
  });
}
