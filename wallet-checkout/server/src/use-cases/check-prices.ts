import { checkPrice, type PriceLimits } from '../domain/sale.ts';
import type { Repositories } from '../ports/store.ts';

/** At start: the network may be another one than when the events were imported. @throws TanglegateError `price-out-of-range` */
export async function checkPrices({ catalogue }: Repositories, limits: PriceLimits): Promise<void> {
  for (const event of await catalogue.listEvents()) {
    for (const tier of event.tiers) if (!tier.withdrawn) checkPrice(event.id, tier, limits);
  }
}
