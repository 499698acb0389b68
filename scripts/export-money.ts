import { keyIdOf } from '@tanglegate/did/verify';
import { exportMoneyFrom } from '@tanglegate/wallet-checkout/offline-money';
import { Command } from 'commander';
import { checkoutSettings, runCommand } from './run-command.ts';
import { writeNewFile } from './write-new-file.ts';

const command = new Command('export-money')
  .description(
    'Writes down, signed, what is at which deposit address and what is owed to whom: for npm run sweep and npm run refund, on the machine where the mnemonic is. The live view offers the same file.',
  )
  .option('--out <file>', 'where to', 'money.json')
  .option('--data <folder>', 'the data folder; otherwise TANGLEGATE_DATA')
  .addHelpText('after', '\nExit codes: 0 written, 1 not written: the words say why.')
  .parse();

await runCommand(async () => {
  const { data, out } = command.opts<{ data?: string; out: string }>();
  const { signed, publicKey } = await exportMoneyFrom(checkoutSettings(data));
  writeNewFile(out, `${JSON.stringify(signed)}\n`);
  console.log(`${out}, signed by this server's key ${keyIdOf(publicKey)}.`);
});
