import { messageOf } from '@tanglegate/core/errors';
import { formatCoinAmount, ledgerUnits, type Coin } from '@tanglegate/core/money';
import { auditMoney, type MoneyAudit } from '@tanglegate/wallet-checkout/offline';
import { readCheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { Command } from 'commander';
import { loadEnv } from './load-env.ts';

const SHOWN = 20;

const command = new Command('audit-money')
  .description(
    'Adds up the books: every payment that came in must be tickets, part payments, refunds, or kept aside.',
  )
  .option('--data <folder>', 'the data folder; otherwise TANGLEGATE_DATA')
  .option('--json', 'one JSON line instead of words')
  .addHelpText(
    'after',
    '\nExit codes: 0 it adds up, 1 it could not be looked at, 2 it does not add up. Changes nothing; a server may run meanwhile.',
  )
  .parse();

function amountWords(amount: bigint, coin: Coin): string {
  const size = amount < 0n ? -amount : amount;
  return `${amount < 0n ? '-' : ''}${formatCoinAmount(ledgerUnits(size), coin)} ${coin.symbol}`;
}

function asJson({ balance, unaccounted, faults }: MoneyAudit): string {
  const text = (_key: string, value: unknown): unknown =>
    typeof value === 'bigint' ? value.toString() : value;
  return JSON.stringify({ ...balance, unaccounted, faults }, text);
}

function print({ balance, unaccounted, faults, coin }: MoneyAudit): void {
  const line = (what: string, amount: bigint): void => {
    console.log(`${what.padEnd(34)}${amountWords(amount, coin).padStart(28)}`);
  };
  line('came in', balance.moneyIn);
  line('  pays for tickets', balance.tickets);
  line('  part payments of open orders', balance.openPartPayments);
  line('  refunds (due, sent, arrived)', balance.refunds);
  line('  does not count', balance.refused);
  line('  written off', balance.dust);
  line('not accounted for', unaccounted);
  for (const { order, unaccounted: difference } of faults.slice(0, SHOWN))
    console.log(`order ${order}: ${amountWords(difference, coin)} not accounted for`);
  if (faults.length > SHOWN) console.log(`and ${faults.length - SHOWN} orders more`);
  console.log(
    unaccounted === 0n && faults.length === 0
      ? 'The books add up.'
      : 'The books DO NOT add up. Keep a copy of the data folder, and compare these orders with the ledger.',
  );
}

try {
  loadEnv();
  const { data, json } = command.opts<{ data?: string; json?: true }>();
  const folder = data === undefined ? {} : { TANGLEGATE_DATA: data };
  const audit = await auditMoney(readCheckoutSettings({ ...process.env, ...folder }));
  if (json === true) console.log(asJson(audit));
  else print(audit);
  if (audit.unaccounted !== 0n || audit.faults.length > 0) process.exitCode = 2;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
