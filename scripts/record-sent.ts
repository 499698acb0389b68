import { recordSentFile } from '@tanglegate/wallet-checkout/offline-money';
import { Command } from 'commander';
import { checkoutSettings, runCommand } from './run-command.ts';

const command = new Command('record-sent')
  .description(
    'Tells the server what npm run sweep and npm run refund have sent; it follows each refund until it is seen on the ledger. The live view takes the same file.',
  )
  .argument('<file>', 'sent.json, as those commands wrote it')
  .option('--data <folder>', 'the data folder; otherwise TANGLEGATE_DATA')
  .option('--json', 'one JSON line instead of words')
  .addHelpText(
    'after',
    '\nThe same file again changes nothing. Exit codes: 0 recorded, 1 some of it or all was refused: the words say why.',
  )
  .parse();

const words = {
  'refund-unknown': 'there is no such refund here',
  'other-transaction':
    'another transaction stands there already. Was it paid twice? Compare both in an explorer',
  'written-off': 'it was written off',
} as const;

await runCommand(async () => {
  const { data, json } = command.opts<{ data?: string; json?: true }>();
  const [file] = command.processedArgs as [string]; // The one argument, which commander demands.
  const answer = await recordSentFile(file, checkoutSettings(data));
  const { recorded, known, refused } = answer;
  if (json === true) console.log(JSON.stringify(answer));
  else console.log(`${recorded.length} refunds recorded as sent, ${known.length} were known.`);
  for (const { id, reason } of refused) console.error(`Refund ${id} was not recorded: ${words[reason]}.`);
  if (refused.length > 0) process.exitCode = 1;
});
