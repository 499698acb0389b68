import { Transaction } from '@iota/iota-sdk/transactions';
import { expect, test } from 'vitest';
import { standardWallet } from '../testing/wallets.ts';
import { payWithWallet } from './pay-with-wallet.ts';

const payment = { chain: 'iota:testnet', address: `0x${'8f'.repeat(32)}`, amount: 12_500_000_000n } as const;

test('the wallet is asked to pay exactly the amount to the order’s address, on the order’s chain', async () => {
  const wallet = standardWallet();
  await expect(payWithWallet(wallet, payment)).resolves.toEqual({ digest: 'D1' });
  const [asked] = wallet.asked;
  expect(asked).toMatchObject({ chain: 'iota:testnet', account: { address: `0x${'11'.repeat(32)}` } });
  const transaction = Transaction.from((await asked?.transaction.toJSON()) ?? '').getData();
  expect(transaction.commands.map((command) => command.$kind)).toEqual(['SplitCoins', 'TransferObjects']);
  const [amount, address] = transaction.inputs.map((input) => input.Pure?.bytes ?? '');
  expect(Buffer.from(amount ?? '', 'base64').readBigUInt64LE()).toBe(payment.amount);
  expect(`0x${Buffer.from(address ?? '', 'base64').toString('hex')}`).toBe(payment.address);
});

test.each([
  ['User rejected the request', 'wallet-rejected'],
  ['Transaction was denied', 'wallet-rejected'],
  ['Insufficient balance for gas', 'wallet-insufficient'],
  ['No valid gas coins found for the transaction.', 'wallet-insufficient'],
  ['Failed to fetch', 'node-unreachable'],
  ['Something unheard of', 'wallet-failed'],
])('a wallet that says %j gives %s', async (message, code) => {
  const wallet = standardWallet({ answer: () => Promise.reject(new Error(message)) });
  await expect(payWithWallet(wallet, payment)).rejects.toMatchObject({ name: 'WalletError', code });
});

test('the usual code for "no" is enough, without words', async () => {
  const no = Object.assign(new Error(''), { code: 4001 });
  const wallet = standardWallet({ answer: () => Promise.reject(no) });
  await expect(payWithWallet(wallet, payment)).rejects.toMatchObject({ code: 'wallet-rejected' });
});

test('a wallet that shares no account of the chain is not asked to pay', async () => {
  const wallet = standardWallet({ shares: false });
  await expect(payWithWallet(wallet, payment)).rejects.toMatchObject({ code: 'wallet-no-account' });
  expect(wallet.asked).toEqual([]);
});
