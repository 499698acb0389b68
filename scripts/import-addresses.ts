import { keyIdOf } from '@tanglegate/did/verify';
import { importAddressFile } from '@tanglegate/wallet-checkout/offline-money';
import { Command } from 'commander';
import { checkoutSettings, runCommand } from './run-command.ts';

const command = new Command('import-addresses')
  .description(
    'Takes in deposit addresses that npm run derive-addresses has made elsewhere. A running server hands them out at once.',
  )
  .argument('<file>', 'the signed list')
  .option('--data <folder>', 'the data folder; otherwise TANGLEGATE_DATA')
  .option('--json', 'one JSON line instead of words')
  .addHelpText(
    'after',
    '\nThe key of the first list is remembered: later lists must be signed with it. The same list twice adds nothing.\nExit codes: 0 imported, 1 nothing was added: the words say why.',
  )
  .parse();

await runCommand(async () => {
  const { data, json } = command.opts<{ data?: string; json?: true }>();
  const [file] = command.processedArgs as [string]; // The one argument, which commander demands.
  const imported = await importAddressFile(file, checkoutSettings(data));
  const { publicKey, added, known, skipped, from, to, left, isFirst } = imported;
  const key = keyIdOf(publicKey);
  if (json === true) {
    console.log(JSON.stringify({ added, known, skipped, from, to, left, isFirst, key }));
    return;
  }
  console.log(`Addresses ${from} to ${to}: ${added} added, ${known} were there. ${left} can be handed out.`);
  if (skipped > 0)
    console.log(`${skipped} of them are given to nobody: they may have been handed out before a restore.`);
  if (isFirst)
    console.log(
      `From now on only lists of the key ${key} are taken: compare it with what derive-addresses said.`,
    );
});
