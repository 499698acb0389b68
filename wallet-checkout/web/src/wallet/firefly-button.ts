import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Network } from '@tanglegate/core/http/network';
import type { OrderView } from '@tanglegate/core/http/orders';
import { words } from '../messages/words.ts';
import { fireflyLink } from './firefly-link.ts';

/** Where Firefly speaks the network: a link that opens it. Its desktop build scans no code. */
export function fireflyButton(
  order: Extract<OrderView, { state: 'open' }>,
  { deepLinkScheme }: Network,
): TemplateResult | typeof nothing {
  if (deepLinkScheme === undefined) return nothing;
  const { id, address, due } = order;
  const link = fireflyLink({ scheme: deepLinkScheme, address, due, order: id });
  return html`<a class="button wide" href=${link}>${words.buying.wallet.firefly}</a>
    <p class="soft">${words.buying.wallet.fireflyHint}</p>`;
}
