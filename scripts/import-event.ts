import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { formatCoinAmount } from '@tanglegate/core/money';
import { importEventFile, readEventFileAt } from '@tanglegate/wallet-checkout/offline';
import { readCheckoutSettings, type CheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { Command } from 'commander';
import { loadEnv } from './load-env.ts';

interface Options {
  readonly data?: string;
  readonly json?: true;
}

const program = new Command('event').description(
  'Events, as YAML files. wallet-checkout/server/demo/ has examples.',
);

const codes =
  '\nExit codes: 0 done, 1 not done for another reason, 2 the file is wrong: each fault is told with its line.';

program
  .command('import')
  .description('puts an event on sale, or changes it; a running server shows it at once')
  .argument('<file>', 'the event file')
  .option('--data <folder>', 'the data folder; otherwise TANGLEGATE_DATA')
  .option('--json', 'one JSON line instead of words')
  .addHelpText('after', codes)
  .action(async (file: string, options: Options) => {
    const { definition, imported } = await importEventFile(file, settingsOf(options));
    const { id, number, isNew } = imported;
    if (options.json === true) console.log(JSON.stringify({ event: id, number, isNew }));
    else console.log(`${definition.name} (${id}) is ${isNew ? 'on sale' : 'changed'}.`);
  });

program
  .command('check')
  .description('reads an event file, and changes nothing')
  .argument('<file>', 'the event file')
  .addHelpText('after', codes)
  .action((file: string) => {
    const { id, name, tiers, venue } = readEventFileAt(file, settingsOf({}));
    console.log(`${name} (${id}), at ${venue.name}:`);
    for (const tier of tiers) {
      const price =
        tier.price === 0n ? 'free' : formatCoinAmount(tier.price, { symbol: 'IOTA', decimals: 9 });
      console.log(`  ${tier.name}: ${price}, ${tier.capacity} tickets`);
    }
  });

function settingsOf({ data }: Options): CheckoutSettings {
  const folder = data === undefined ? {} : { TANGLEGATE_DATA: data };
  return readCheckoutSettings({ ...process.env, ...folder });
}

loadEnv();
try {
  await program.parseAsync();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = error instanceof TanglegateError && error.code === 'event-file-wrong' ? 2 : 1;
}
