import type { MoneyExport } from '@tanglegate/core/http/money-export';
import { runCommand } from './run-command.ts';
import { sendSafely } from './wallet/send-safely.ts';
import {
  agree,
  openKeys,
  runSpending,
  spendingCommand,
  type Spending,
  type SpendingOptions,
} from './wallet/spending-command.ts';
import type { WalletKeys } from './wallet/wallet-keys.ts';

type Holding = MoneyExport['addresses'][number] & { readonly balance: bigint };

const command = spendingCommand(
  'sweep',
  'Sends what is at the deposit addresses of an export to one address; fees come out of it.',
)
  .requiredOption(
    '--to <address>',
    "where to, or `purse`: the second account of your wallet (m/44'/4218'/1'/0'/0'), which pays refunds",
  )
  .parse();

/** An address whose order is owed something pays it back first: a sweep elsewhere leaves it alone. */
async function findHoldings({ money, spender, say }: Spending, toPurse: boolean): Promise<Holding[]> {
  const owing = new Set(money.refunds.map(({ order }) => order));
  const holdings: Holding[] = [];
  let kept = 0;
  for (const entry of money.addresses) {
    if (!toPurse && entry.order !== undefined && owing.has(entry.order)) kept++;
    else {
      const balance = await spender.balance(entry.address);
      if (balance > 0n) holdings.push({ ...entry, balance });
    }
  }
  if (kept > 0)
    say(
      `${kept} addresses are left alone, for money is owed from them: npm run refund first, or sweep to the purse.`,
    );
  return holdings;
}

function showTable(holdings: readonly Holding[], { say, amount, spender }: Spending): void {
  for (const { index, address, balance, expected } of holdings) {
    const differs = balance.toString() === expected ? '' : `   (expected ${amount(BigInt(expected))})`;
    say(`${index.toString().padStart(8)}  ${spender.formatAddress(address)}  ${amount(balance)}${differs}`);
  }
  const total = holdings.reduce((sum, { balance }) => sum + balance, 0n);
  say(`${holdings.length} addresses with ${amount(total)}`);
  for (const words of spender.leftAlone()) say(words);
}

/** More coins than one transaction takes are swept by several. */
const MOST_ROUNDS = 1_000;

async function sweepSome(
  holdings: readonly [Holding, ...Holding[]],
  to: string,
  { spending, keys }: { spending: Spending; keys: WalletKeys },
): Promise<{ transactions: string[]; isLeft: boolean }> {
  const { spender, journal, money, say } = spending;
  const places = holdings.map(({ index }) => index);
  const purpose = { chain: money.chain, from: holdings[0].address, refunds: [] };
  const transactions: string[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const signed = await spender.signSweep(keys, places, to);
    if (signed === undefined) return { transactions, isLeft: round === 0 };
    const ended = await sendSafely(signed, purpose, { spender, journal });
    if (ended.state === 'failed') return { transactions, isLeft: true };
    if (ended.state === 'dead') continue;
    transactions.push(signed.id);
    say(`${places.join(', ').padStart(8)}  ${signed.id}`);
  }
  return { transactions, isLeft: false };
}

function* slices(all: readonly Holding[], size: number): Generator<[Holding, ...Holding[]]> {
  for (let i = 0; i < all.length; i += size) {
    const [first, ...rest] = all.slice(i, i + size);
    if (first !== undefined) yield [first, ...rest];
  }
}

async function sweep(spending: Spending, to: string): Promise<object> {
  const { options, spender, say } = spending;
  const toPurse = to === 'purse';
  const given = toPurse ? undefined : spender.parseAddress(to);
  const holdings = await findHoldings(spending, toPurse);
  showTable(holdings, spending);
  const table = holdings.map(({ index, balance }) => ({ index, balance: balance.toString() }));
  const told = { addresses: table, leftAlone: spender.leftAlone() };
  if (options.dryRun === true || holdings.length === 0) return told;
  await agree(spending, `Send all of it to ${to}?`);
  const keys = await openKeys(spending);
  const target = given ?? keys.address('purse');
  say(`To ${spender.formatAddress(target)}:`);
  const transactions: string[] = [];
  const left: number[] = [];
  const elsewhere = holdings.filter(({ address }) => address !== target);
  for (const some of slices(elsewhere, spender.sweepAtOnce)) {
    const swept = await sweepSome(some, target, { spending, keys });
    transactions.push(...swept.transactions);
    if (swept.isLeft) left.push(...some.map(({ index }) => index));
  }
  if (left.length > 0) say(`Not worth the fee, or refused by the ledger: ${left.join(', ')}.`);
  return { ...told, to: spender.formatAddress(target), transactions, left };
}

await runCommand(() => {
  const options = command.opts<SpendingOptions & { to: string }>();
  return runSpending(options, (spending) => sweep(spending, options.to));
});
