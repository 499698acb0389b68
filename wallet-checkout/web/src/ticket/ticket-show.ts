import type { TicketView } from '@tanglegate/core/http/tickets';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { dateTimeWords, timeWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { qrImage } from '../qr/qr-image.ts';
import { calendarFile } from './calendar-file.ts';
import { saveFile } from './save-file.ts';
import { ticketPicture } from './ticket-picture.ts';

const texts = words.ticket;

export function ticketShow(ticket: TicketView): TemplateResult {
  if (ticket.state === 'revoked' || ticket.pass === undefined) return withdrawn(ticket);
  return html`<article class="ticket">
    <h1 class="unseen">${texts.show}</h1>
    <div class="qr-place">${qrImage(ticket.pass, 'L', texts.qr(ticket.number, ticket.of))}</div>
    <div class="qr-paper" aria-hidden="true">${qrImage(ticket.pass, 'M', '')}</div>
    <p class="bright">${texts.show}. ${texts.bright}</p>
    <p class="ticket-tier">
      <strong>${ticket.tierName}</strong>
      ${ticket.of > 1 ? html`<span>${texts.numberOf(ticket.number, ticket.of)}</span>` : nothing}
    </p>
    ${facts(ticket)} ${actions(ticket, ticket.pass)}
  </article>`;
}

function withdrawn(ticket: TicketView): TemplateResult {
  return html`<article class="ending">
    <h1>${texts.revoked}</h1>
    <p class="lead">${texts.revokedNext}</p>
    ${facts(ticket)}
  </article>`;
}

function facts(ticket: TicketView): TemplateResult {
  return html`<div class="ticket-facts">
    <h2>${ticket.eventName}</h2>
    <p>${dateTimeWords(ticket.startsAt, ticket.timeZone)}</p>
    <p class="soft">${texts.doors(timeWords(ticket.opensAt, ticket.timeZone))}</p>
    <p>${ticket.venueName}</p>
    ${ticket.venueAddress === undefined ? nothing : html`<p class="soft">${ticket.venueAddress}</p>`}
  </div>`;
}

function actions(ticket: TicketView, pass: string): TemplateResult {
  const name = texts.fileName(ticket.eventName, ticket.number);
  const addToCalendar = () => {
    saveFile(
      `${ticket.eventName}.ics`,
      new Blob([calendarFile(ticket, Date.now())], { type: 'text/calendar' }),
    );
  };
  const savePicture = async () => {
    saveFile(`${name}.png`, await ticketPicture(ticket, pass));
  };
  const print = () => {
    window.print();
  };
  return html`<div class="actions">
    <button type="button" class="button quiet" @click=${addToCalendar}>${texts.calendar}</button>
    <button type="button" class="button quiet" @click=${savePicture}>${texts.save}</button>
    <button type="button" class="button quiet" @click=${print}>${texts.print}</button>
  </div>`;
}
