import { getFullnodeUrl } from '@iota/iota-sdk/client';
import { TanglegateError } from '@tanglegate/core/errors';
import type { MoneyExport } from '@tanglegate/core/http/money-export';
import type { Journal } from './journal.ts';
import { rebasedSpender } from './rebased-spender.ts';
import type { Spender } from './spender.ts';
import { madeBy } from './stardust-transaction.ts';
import { openStardustSpender } from './stardust-spender.ts';

function nodeUrl(node: string | undefined, { network }: MoneyExport): string {
  // The checkout takes several, by spaces or commas: the first is the preferred one.
  const named = node ?? process.env['TANGLEGATE_NODE_URL']?.trim().split(/[\s,]+/)[0];
  if (named !== undefined && named !== '') {
    if (URL.canParse(named)) return named;
    throw new TanglegateError('option-wrong', `--node is "${named.slice(0, 80)}": it must be a URL.`);
  }
  if (network !== undefined && network !== 'iota:localnet') return getFullnodeUrl(networkName(network));
  throw new TanglegateError(
    'option-wrong',
    'This network has no public node: say --node with the URL of one.',
  );
}

function networkName(
  network: 'iota:mainnet' | 'iota:testnet' | 'iota:devnet',
): 'mainnet' | 'testnet' | 'devnet' {
  if (network === 'iota:mainnet') return 'mainnet';
  return network === 'iota:testnet' ? 'testnet' : 'devnet';
}

/**
 * That of the export's ledger. On Stardust, no node need be able to say what is at an address: deposits are those that the export names,
 * and what our own transactions brought anywhere is in the journal.
 * @throws TanglegateError `option-wrong`, `node-error`
 */
export async function openSpender(
  money: MoneyExport,
  node: string | undefined,
  journal: Pick<Journal, 'listFinal'>,
): Promise<Spender> {
  const url = nodeUrl(node, money);
  if (money.ledger === 'rebased') return rebasedSpender(url);
  const deposits = new Map(money.addresses.map(({ address, outputs }) => [address, outputs ?? []]));
  return openStardustSpender(url, {
    leastOutput: BigInt(money.leastOutput),
    outputsAt: (address) => [
      ...(deposits.get(address) ?? []),
      ...journal.listFinal(money.chain).flatMap((transaction) => madeBy(transaction, address)),
    ],
  });
}
