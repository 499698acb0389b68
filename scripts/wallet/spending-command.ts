import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { getFullnodeUrl } from '@iota/iota-sdk/client';
import { TanglegateError } from '@tanglegate/core/errors';
import type { MoneyExport } from '@tanglegate/core/http/money-export';
import { formatCoinAmount, ledgerUnits } from '@tanglegate/core/money';
import { Command } from 'commander';
import { askFor } from '../ask.ts';
import { writeNewFile } from '../write-new-file.ts';
import { openJournal, type Journal } from './journal.ts';
import { pinServer, readExport } from './open-export.ts';
import { readMnemonic } from './read-mnemonic.ts';
import { rebasedSpender } from './rebased-spender.ts';
import { finishEarlier } from './send-safely.ts';
import type { Spender } from './spender.ts';
import { walletKeys, type WalletKeys } from './wallet-keys.ts';

export interface SpendingOptions {
  readonly export: string;
  readonly mnemonicFile?: string;
  readonly node?: string;
  readonly journal?: string;
  readonly out?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** What sweep and refund have in common. */
export function spendingCommand(name: string, description: string): Command {
  return new Command(name)
    .description(`${description} Run it on your own machine: the mnemonic never goes to a server.`)
    .requiredOption('--export <file>', 'what npm run export-money, or the live view, has written')
    .option('--mnemonic-file <file>', 'a file with the words; otherwise they are asked for, and not shown')
    .option('--node <url>', "the node; otherwise TANGLEGATE_NODE_URL, or the network's public one")
    .option(
      '--journal <file>',
      'what was signed so far; by default tanglegate-journal.sqlite beside the export',
    )
    .option('--out <file>', 'what was sent, for npm run record-sent; by default sent.json beside the export')
    .option('--dry-run', 'shows what would be done, asks for no mnemonic, and signs nothing')
    .option('--yes', 'does not ask')
    .option('--json', 'one JSON line instead of words')
    .addHelpText(
      'after',
      '\nCut off anywhere, run the same again: what was signed is looked up first, and nothing is paid twice. Keep the journal.\nExit codes: 0 done, 1 not all done: the words say why.',
    );
}

export interface Spending {
  readonly money: MoneyExport;
  readonly spender: Spender;
  readonly journal: Journal;
  readonly options: SpendingOptions;
  /** In the coin's own unit, with its symbol. */
  readonly amount: (units: bigint) => string;
  /** For people: silent with --json. */
  readonly say: (line: string) => void;
}

function nodeUrl({ node }: SpendingOptions, { network }: MoneyExport): string {
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

const besides = ({ export: file }: SpendingOptions, name: string): string => join(dirname(file), name);

/** Whole or not at all, over what an earlier run has written. */
function writeSent({ journal, money, options }: Spending): string {
  const file = options.out ?? besides(options, 'sent.json');
  const fresh = `${file}.${process.pid.toString()}.new`;
  writeNewFile(fresh, `${JSON.stringify(journal.sent(money.chain))}\n`);
  renameSync(fresh, file);
  return file;
}

/**
 * Opens export, node and journal, ends what an earlier run began, does the work, and writes down what the server has to be told.
 * @throws TanglegateError in words
 */
export async function runSpending(
  options: SpendingOptions,
  work: (spending: Spending) => Promise<object>,
): Promise<void> {
  const { money, publicKey } = readExport(options.export);
  const spender = rebasedSpender(nodeUrl(options, money));
  const chain = await spender.chain();
  if (chain !== money.chain)
    throw new TanglegateError(
      'node-of-another-chain',
      `The node is of the chain ${chain}, and this export of ${money.chain}. Say --node with a node of ${money.networkName}.`,
    );
  const journal = openJournal(options.journal ?? besides(options, 'tanglegate-journal.sqlite'));
  const say = (line: string): void => {
    if (options.json !== true) console.log(line);
  };
  const amount = (units: bigint): string =>
    `${formatCoinAmount(ledgerUnits(units), money.coin)} ${money.coin.symbol}`;
  const spending: Spending = { money, spender, journal, options, amount, say };
  try {
    const news = pinServer(journal, publicKey);
    if (news !== undefined) say(news);
    if (options.dryRun === true) {
      const planned = await work(spending);
      if (options.json === true) console.log(JSON.stringify({ dryRun: true, ...planned }));
      return;
    }
    const earlier = await finishEarlier(chain, { spender, journal });
    if (earlier > 0) say(`${earlier} transactions of an earlier run are settled.`);
    let done: object = {};
    try {
      done = await work(spending);
    } finally {
      const file = writeSent(spending);
      say(`On the server: npm run record-sent -- ${file}`);
      if (options.json === true) console.log(JSON.stringify({ ...done, sent: file }));
    }
  } finally {
    journal.close();
  }
}

/** @throws TanglegateError `not-agreed` */
export async function agree({ options }: Spending, question: string): Promise<void> {
  if (options.yes === true || (await askFor('send', question))) return;
  throw new TanglegateError('not-agreed', 'Nothing was sent.');
}

/** @throws TanglegateError `mnemonic-wrong`, `wallet-of-another-list` */
export async function openKeys({ options, money }: Spending): Promise<WalletKeys> {
  const keys = walletKeys(await readMnemonic(options.mnemonicFile));
  const foreign = money.addresses.find(({ index, address }) => keys.address(index) !== address);
  if (foreign === undefined) return keys;
  throw new TanglegateError(
    'wallet-of-another-list',
    `Address ${foreign.index} of this export is not of this mnemonic. Use the one that derived the server's addresses.`,
  );
}
