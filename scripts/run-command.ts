import { messageOf } from '@tanglegate/core/errors';
import { readCheckoutSettings, type CheckoutSettings } from '@tanglegate/wallet-checkout/settings';
import { loadEnv } from './load-env.ts';

/** Does the work; what goes wrong is told in words, without a stack trace. Exit codes: 0 done, 1 not done. */
export async function runCommand(work: () => Promise<void> | void): Promise<void> {
  loadEnv();
  try {
    await work();
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}

/** @param data `--data`, which wins over TANGLEGATE_DATA */
export function checkoutSettings(data: string | undefined): CheckoutSettings {
  const folder = data === undefined ? {} : { TANGLEGATE_DATA: data };
  return readCheckoutSettings({ ...process.env, ...folder });
}
