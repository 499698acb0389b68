import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { words } from '../messages/words.ts';

/** The friendly end of a link that opens nothing. */
export function wrongLink(kind: 'order' | 'ticket' | 'event'): TemplateResult {
  const texts = words.problems.wrongLink;
  return html`<section class="ending">
    <h1>${texts.title}</h1>
    <p class="lead">${texts[kind]}</p>
    <p><a class="button" href="/">${texts.toEvents}</a></p>
  </section>`;
}
