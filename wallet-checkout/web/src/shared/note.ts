import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { crossIcon, tickIcon, warnIcon } from './icons.ts';

type Tone = 'good' | 'warn' | 'bad';
const icons = { good: tickIcon, warn: warnIcon, bad: crossIcon };

/** The one way a page says that something needs attention: icon, words, colour – never colour alone. */
export function note(tone: Tone, title: string, text?: string): TemplateResult {
  return html`<div class="note ${tone}">
    ${icons[tone]}
    <div>
      <p class="note-title">${title}</p>
      ${text === undefined ? nothing : html`<p>${text}</p>`}
    </div>
  </div>`;
}
