import { TokenSchemeType, Utils } from '@iota/sdk-wasm/node/lib/index.js';
import type { OpenedWallet, Tangle } from '../compose-tangle.ts';
import type { Hex } from '../domain/tangle/hex.ts';
import type { AliasOutput, FoundryOutput } from '../domain/tangle/output.ts';
import type { SentTransaction } from '../ports/tangle-wallet.ts';
import type { OutputTo } from './tangle-outputs.ts';
import { alias, payment, withNativeTokens } from './tangle-outputs.ts';

/** A buyer's wallet on the private Tangle: signs with the SDK. Nothing is confirmed before `tangle.makeMilestone()`. */
export interface TanglePayer extends OpenedWallet {
  /** One plain output. @param amount base units, 213,000 at least */
  pay(to: string, amount: bigint): Promise<SentTransaction>;
  /** Two transactions that spend the same coin. The first wins: its block is in the second's past. */
  doubleSpend(first: OutputTo, second: OutputTo): Promise<readonly [SentTransaction, SentTransaction]>;
  /** Mints a native token of its own and pays with it: one output with the token and the base units, first in `outputs`. */
  payWithNewToken(output: OutputTo & { readonly tokens: bigint }): Promise<SentTransaction>;
}

/** @param amount base units it has at first, sent by the treasury, which need not be confirmed: 1,000 coins unless said */
export async function makeTanglePayer(tangle: Tangle, amount = 1_000_000_000n): Promise<TanglePayer> {
  const wallet = await tangle.openWallet(amount);
  return {
    ...wallet,
    pay: (to, paid) => wallet.send({ outputs: [payment({ to, amount: paid })] }),
    doubleSpend: async (first, second) => {
      const coin = wallet.coin();
      const winner = await wallet.send({ outputs: [payment(first)] });
      return [winner, await wallet.send({ outputs: [payment(second)], coin })];
    },
    payWithNewToken: (output) => payWithNewToken(wallet, output),
  };
}

/** What an alias or a foundry keeps as its storage deposit, base units. */
const DEPOSIT = 2_000_000n;

/** TIP-18: an alias makes a foundry, the foundry mints. */
async function payWithNewToken(
  wallet: OpenedWallet,
  output: OutputTo & { readonly tokens: bigint },
): Promise<SentTransaction> {
  const made = await wallet.send({ outputs: [alias({ to: wallet.address, amount: DEPOSIT })] });
  const [first] = made.outputs;
  if (!first || first.output.type !== 4) throw new Error('the alias was not made');
  const aliasId = Utils.computeAliasId(first.outputId) as Hex; // The SDK calls every hexadecimal text a string.
  const id = Utils.computeTokenId(aliasId, 1, TokenSchemeType.Simple) as Hex; // As above.
  const amount: Hex = `0x${output.tokens.toString(16)}`;
  const next: AliasOutput = { ...first.output, aliasId, stateIndex: 1, foundryCounter: 1 };
  const outputs = [withNativeTokens({ ...output, tokens: [{ id, amount }] }), next, foundry(aliasId, amount)];
  return wallet.send({ inputs: [first], outputs });
}

/** All of its tokens are minted, and no more can be. */
function foundry(aliasId: Hex, supply: Hex): FoundryOutput {
  return {
    type: 5,
    amount: DEPOSIT.toString(),
    serialNumber: 1,
    tokenScheme: { type: 0, mintedTokens: supply, meltedTokens: '0x0', maximumSupply: supply },
    unlockConditions: [{ type: 6, address: { type: 8, aliasId } }],
  };
}
