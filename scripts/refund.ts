import { runCommand } from './run-command.ts';
import { planRefunds, type Owed, type PlannedTransaction } from './wallet/plan-refunds.ts';
import { sendSafely } from './wallet/send-safely.ts';
import type { Source } from './wallet/spender.ts';
import {
  agree,
  openKeys,
  runSpending,
  spendingCommand,
  type Spending,
  type SpendingOptions,
} from './wallet/spending-command.ts';
import type { WalletKeys } from './wallet/wallet-keys.ts';

const command = spendingCommand(
  'refund',
  'Pays what an export says is owed, to the addresses that buyers gave, out of the deposit addresses and the purse.',
).parse();

interface Standing {
  readonly owed: Owed[];
  /** The buyer has not said where to. */
  readonly waiting: number;
  /** Signed before, by this command. */
  readonly covered: number;
}

function standingOf({ money, journal }: Spending): Standing {
  const covered = journal.coveredRefunds(money.chain);
  const open = money.refunds.filter(({ id }) => !covered.has(id));
  const owed = open.flatMap(({ id, to, amount }) =>
    to === undefined ? [] : [{ id, to, amount: BigInt(amount) }],
  );
  return { owed, waiting: open.length - owed.length, covered: money.refunds.length - open.length };
}

async function findSources({ money, spender }: Spending, keys: WalletKeys | undefined): Promise<Source[]> {
  const purse = keys === undefined ? [] : [{ place: 'purse' as const, address: keys.address('purse') }];
  const places = [...purse, ...money.addresses.map(({ index, address }) => ({ place: index, address }))];
  const sources: Source[] = [];
  for (const place of places) sources.push({ ...place, balance: await spender.balance(place.address) });
  return sources.filter(({ balance }) => balance > 0n);
}

function showTable({ owed, waiting, covered }: Standing, { say, amount, spender }: Spending): void {
  for (const { id, to, amount: units } of owed)
    say(`${id}  ${amount(units)}  to ${spender.formatAddress(to)}`);
  say(`${owed.length} refunds, ${amount(owed.reduce((sum, refund) => sum + refund.amount, 0n))} together`);
  if (waiting > 0)
    say(`${waiting} more wait for their buyers, who have not said where the money goes back to.`);
  if (covered > 0)
    say(`${covered} more were paid by this wallet before: npm run record-sent tells the server.`);
}

/** A transaction whose coins went elsewhere meanwhile is signed anew, with the coins that are there. */
const TRIES = 5;

async function payOne(
  { source, refunds }: PlannedTransaction,
  { spending, keys }: { spending: Spending; keys: WalletKeys },
): Promise<string | undefined> {
  const { spender, journal, money, say } = spending;
  const purpose = { chain: money.chain, from: source.address, refunds };
  for (let tries = 0; tries < TRIES; tries++) {
    const signed = await spender.signPayments(keys, source.place, refunds);
    const ended = await sendSafely(signed, purpose, { spender, journal });
    if (ended.state === 'failed') return undefined;
    if (ended.state === 'dead') continue;
    for (const { id } of refunds) say(`${id}  ${signed.id}`);
    return signed.id;
  }
  return undefined;
}

async function refund(spending: Spending): Promise<object> {
  const { options, spender, say } = spending;
  const standing = standingOf(spending);
  showTable(standing, spending);
  const { owed, waiting, covered } = standing;
  const summary = { waiting, covered };
  if (options.dryRun === true || owed.length === 0)
    return { ...summary, owed: owed.map(({ id, amount }) => ({ id, amount: amount.toString() })) };
  await agree(spending, 'Pay them?');
  const keys = await openKeys(spending);
  const plan = planRefunds(owed, await findSources(spending, keys), (source, payments) =>
    spender.leftAfter(source, payments),
  );
  const transactions: string[] = [];
  const failed: string[] = [];
  for (const planned of plan.transactions) {
    const id = await payOne(planned, { spending, keys });
    if (id === undefined) failed.push(...planned.refunds.map((one) => one.id));
    else transactions.push(id);
  }
  if (plan.unpaid.length > 0)
    say(
      `${plan.unpaid.length} refunds are not paid: no single address holds enough for one, with its fee and its change. Gather the money first: ${spender.howToGather(spender.formatAddress(keys.address('purse')))}.`,
    );
  if (failed.length > 0) say(`The ledger refused ${failed.length} refunds; run this again.`);
  const unpaid = [...plan.unpaid.map(({ id }) => id), ...failed];
  if (unpaid.length > 0) process.exitCode = 1;
  return { ...summary, paid: owed.length - unpaid.length, unpaid, transactions };
}

await runCommand(() => runSpending(command.opts<SpendingOptions>(), refund));
