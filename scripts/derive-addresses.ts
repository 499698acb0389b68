import {
  ADDRESS_LIST_TYPE,
  LAST_INDEX,
  MOST_ADDRESSES,
  readAddressList,
} from '@tanglegate/core/address-list';
import { systemClock } from '@tanglegate/core/clock';
import { signDocument } from '@tanglegate/did/signed-document';
import { keyIdOf } from '@tanglegate/did/verify';
import { Command } from 'commander';
import { readWholeOption } from './read-option.ts';
import { runCommand } from './run-command.ts';
import { readMnemonic } from './wallet/read-mnemonic.ts';
import { walletKeys, type WalletKeys } from './wallet/wallet-keys.ts';
import { writeNewFile } from './write-new-file.ts';

interface Options {
  readonly mnemonicFile?: string;
  readonly from: string;
  readonly count: string;
  readonly out: string;
  readonly json?: true;
}

const command = new Command('derive-addresses')
  .description(
    'Derives deposit addresses from your mnemonic, for a server that has none. Run it on your own machine: it needs no server and no network. The addresses are good for both IOTA ledgers.',
  )
  .option('--mnemonic-file <file>', 'a file with the words; otherwise they are asked for, and not shown')
  .option('--from <index>', 'the first index', '0')
  .option('--count <number>', `how many, at most ${MOST_ADDRESSES.toString()}`, '1000')
  .option('--out <file>', 'where the signed list goes', 'addresses.json')
  .option('--json', 'one JSON line instead of words')
  .addHelpText(
    'after',
    "\nPath: m/44'/4218'/0'/0'/index'. The list is signed with a key of the same mnemonic (m/44'/4218'/4218'/0'/0'), which holds no money: the server takes later lists of that key only.\nThen, on the server: npm run import-addresses -- FILE\nExit codes: 0 written, 1 not written: the words say why.",
  )
  .parse();

/** Says how far it is, on a screen, each second. */
function derive(keys: WalletKeys, from: number, count: number) {
  const addresses: { index: number; address: string }[] = [];
  let saidAt = performance.now();
  for (let index = from; index < from + count; index++) {
    addresses.push({ index, address: keys.address(index) });
    if (!process.stderr.isTTY || performance.now() - saidAt < 1_000) continue;
    saidAt = performance.now();
    process.stderr.write(`\r${addresses.length} of ${count} …`);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  return addresses;
}

await runCommand(async () => {
  const options = command.opts<Options>();
  const from = readWholeOption('--from', options.from, { least: 0, most: LAST_INDEX });
  const most = Math.min(MOST_ADDRESSES, LAST_INDEX - from + 1);
  const count = readWholeOption('--count', options.count, { least: 1, most });
  const keys = walletKeys(await readMnemonic(options.mnemonicFile));
  const addresses = derive(keys, from, count);
  const list = readAddressList({ version: 1, madeAt: systemClock.now(), addresses });
  const signed = await signDocument(ADDRESS_LIST_TYPE, list, keys.listSigner);
  writeNewFile(options.out, `${JSON.stringify(signed)}\n`);
  const key = keyIdOf(keys.listSigner.publicKey);
  const to = from + count - 1;
  if (options.json === true) console.log(JSON.stringify({ file: options.out, from, to, key }));
  else
    console.log(
      `${options.out}: addresses ${from} to ${to}, signed by the list key ${key}.\nOn the server: npm run import-addresses -- ${options.out}`,
    );
});
