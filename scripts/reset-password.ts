import { messageOf } from '@tanglegate/core/errors';
import { resetPassword } from '@tanglegate/wallet-checkout/offline';
import { readCheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { Command } from 'commander';
import { loadEnv } from './load-env.ts';

const command = new Command('reset-password')
  .description(
    'Makes a new password for whoever watches the live view, shows it once, and ends every session of the old one.',
  )
  .argument('[user]', 'whose', 'organiser')
  .option('--data <folder>', 'the data folder; otherwise TANGLEGATE_DATA')
  .addHelpText(
    'after',
    '\nExit codes: 0 changed, 1 nothing was changed. A running server takes the new password at once.',
  )
  .parse();

try {
  loadEnv();
  const { data } = command.opts<{ data?: string }>();
  const folder = data === undefined ? {} : { TANGLEGATE_DATA: data };
  const settings = readCheckoutSettings({ ...process.env, ...folder });
  const { user, password } = await resetPassword(command.processedArgs[0] as string, settings); // The one argument, a string by its preset.
  console.log(`user name  ${user}\npassword   ${password}`);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
