import type { Clock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import { MONEY_EXPORT_TYPE, type MoneyExport, type SignedDocument } from '@tanglegate/core/http/money-export';
import type { Network } from '@tanglegate/core/http/network';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { NetworkTerms } from '../ports/ledger.ts';
import type { DocumentSigning } from '../ports/document-signing.ts';
import type { HeldMoney } from '../ports/money-out.ts';
import type { Repositories, Store } from '../ports/store.ts';

export interface ExportMoneyParts {
  readonly store: Pick<Store, 'read'>;
  readonly clock: Clock;
  readonly terms: Pick<NetworkTerms, 'coin' | 'leastOutput'>;
  readonly network: Pick<Network, 'ledger' | 'name' | 'chain'>;
  readonly signDocument: DocumentSigning;
}

async function chainOf({ cursor }: Repositories): Promise<string> {
  const found = await cursor.find();
  if (found !== undefined) return found.chain;
  throw new TanglegateError(
    'payments-not-ready',
    'The payment network was never reached, so there is no money to export. Start the server, and look at its health.',
  );
}

/** On Stardust what came is an output each, by its id; on Rebased coins are found by their address. */
function holdingOn(
  ledger: Network['ledger'],
  { arrivals, ...held }: HeldMoney,
): MoneyExport['addresses'][number] {
  return ledger === 'stardust' ? { ...held, outputs: [...new Set(arrivals)] } : held;
}

/**
 * What is where and what is owed to whom, signed with the organiser's ticket key, for `npm run sweep` and `npm run refund`.
 * @throws TanglegateError `payments-not-ready`
 */
export async function exportMoney(
  organiser: OrganiserId,
  { store, clock, terms, network, signDocument }: ExportMoneyParts,
): Promise<SignedDocument> {
  const { moneyOut } = store.read;
  const payload: MoneyExport = {
    version: 1,
    organiser,
    at: clock.now(),
    ledger: network.ledger,
    networkName: network.name,
    ...(network.chain === undefined ? {} : { network: network.chain }),
    chain: await chainOf(store.read),
    coin: terms.coin,
    leastOutput: terms.leastOutput.toString(),
    // Refunds first: an address that is spent from in between is then shown with less, never with more.
    refunds: await moneyOut.listDue(organiser),
    addresses: (await moneyOut.listHolding(organiser)).map((held) => holdingOn(network.ledger, held)),
  };
  return signDocument(MONEY_EXPORT_TYPE, payload);
}
