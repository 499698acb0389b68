import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { problemWords } from '../api/problem-words.ts';
import { words } from '../messages/words.ts';

/** The page could not be loaded: why, and a button that tries again. */
export function loadFailed(thrown: unknown, retry: () => void): TemplateResult {
  return html`<section class="ending" role="alert">
    <h1>${words.problems.title}</h1>
    <p class="lead">${problemWords(thrown)}</p>
    <p><button type="button" class="button" @click=${retry}>${words.problems.retry}</button></p>
  </section>`;
}

export const waiting = (): TemplateResult => html`<p class="waiting" role="status">${words.waiting}</p>`;
