import type { EventView, TierView } from '@tanglegate/core/http/events';

/** Which tickets, and how many: always something that can be bought while there is any. */
export interface Choice {
  readonly tier: TierView['id'];
  readonly quantity: number;
}

const onSale = (tier: TierView) => tier.availability !== 'sold-out';

/** What may be bought at once of a tier: its own limit, and what is left of it. */
export function mostOf(tier: TierView): number {
  return Math.max(1, Math.min(tier.maxPerOrder, tier.left ?? tier.maxPerOrder));
}

/** The tier chosen before where it is still on sale, else the first that is; undefined when all are gone. */
export function settleChoice(
  event: EventView,
  wish: Partial<Choice>,
): (Choice & { readonly view: TierView }) | undefined {
  const view =
    event.tiers.find((tier) => tier.id === wish.tier && onSale(tier)) ??
    event.tiers.find((tier) => onSale(tier));
  if (view === undefined || event.sale !== 'on-sale') return undefined;
  const wanted = Math.trunc(wish.quantity ?? 1);
  const quantity = Number.isFinite(wanted) ? Math.min(Math.max(1, wanted), mostOf(view)) : 1;
  return { tier: view.id, quantity, view };
}
