import type { TicketView } from '@tanglegate/core/http/tickets';
import { dateTimeWords } from '../format/time-words.ts';
import { words } from '../messages/words.ts';
import { qrShape } from '../qr/qr-shape.ts';

const WIDTH = 1080;
const HEIGHT = 1440;
const MARGIN = 60;
const QR_SIDE = WIDTH - 2 * MARGIN;

/** The ticket as a PNG, black on white, to keep among the photos or to print. */
export async function ticketPicture(ticket: TicketView, pass: string): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser cannot draw');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = '#000';
  drawQr(context, pass);
  drawLines(context, [
    [ticket.eventName, 'bold 60px system-ui, sans-serif'],
    [dateTimeWords(ticket.startsAt, ticket.timeZone), '40px system-ui, sans-serif'],
    [ticket.venueName, '40px system-ui, sans-serif'],
    [
      `${ticket.tierName}, ${words.ticket.numberOf(ticket.number, ticket.of)}`,
      'bold 44px system-ui, sans-serif',
    ],
  ]);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('this browser cannot make a picture'));
      else resolve(blob);
    }, 'image/png');
  });
}

function drawQr(context: CanvasRenderingContext2D, pass: string): void {
  const { size, path } = qrShape(pass, 'L');
  context.save();
  context.translate(MARGIN, MARGIN);
  context.scale(QR_SIDE / size, QR_SIDE / size);
  context.fill(new Path2D(path));
  context.restore();
}

function drawLines(context: CanvasRenderingContext2D, lines: readonly (readonly [string, string])[]): void {
  let baseline = QR_SIDE + 2 * MARGIN + 60;
  for (const [text, font] of lines) {
    context.font = font;
    // The last argument squeezes a name that is too long instead of cutting it.
    context.fillText(text, MARGIN, baseline, WIDTH - 2 * MARGIN);
    baseline += 80;
  }
}
