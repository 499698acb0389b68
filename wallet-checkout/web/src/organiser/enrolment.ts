import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { clockText } from '../format/countdown.ts';
import { words } from '../messages/words.ts';
import { qrImage } from '../qr/qr-image.ts';

const texts = words.organiser.enrol;

export interface Enrolment {
  readonly doorName: string;
  /** Absolute, or a path on our own origin. */
  readonly link: string;
  readonly expiresAt: number;
}

/** A link that makes a phone a door: to scan, to open, to copy, while it is good. */
export function enrolment(
  { doorName, link, expiresAt }: Enrolment,
  now: number,
  act: { readonly again: () => void; readonly close: () => void },
): TemplateResult {
  const close = html`<button type="button" class="button plain" @click=${act.close}>${texts.close}</button>`;
  if (now >= expiresAt) {
    return html`<div class="enrolment">
      <h3 tabindex="-1">${texts.title(doorName)}</h3>
      <p>${texts.over}</p>
      <p class="row">
        <button type="button" class="button" @click=${act.again}>${texts.again}</button> ${close}
      </p>
    </div>`;
  }
  const url = new URL(link, location.origin).href;
  return html`<div class="enrolment">
    <h3 tabindex="-1">${texts.title(doorName)}</h3>
    <p>${texts.how}</p>
    ${qrImage(url, 'M', texts.qr(doorName))}
    <p class="link"><a href=${url} target="_blank" rel="noreferrer">${texts.link}</a></p>
    <p><tg-copy .text=${url} .label=${texts.copyLink} .what="${texts.copyLink}: ${doorName}"></tg-copy></p>
    <p class="soft" role="timer">${texts.valid(clockText(expiresAt - now))}</p>
    ${close}
  </div>`;
}
