import { z } from 'zod';

export const coinSchema = z.object({ symbol: z.string(), decimals: z.int().min(0).max(18) });

/** What a page must know of the ledger in use. Nothing secret. */
export const networkSchema = z.object({
  ledger: z.enum(['rebased', 'stardust']),
  /** Words for people: "IOTA Testnet", "Development ledger". */
  name: z.string(),
  /** The wallet standard's chain, where there is one. */
  chain: z.enum(['iota:mainnet', 'iota:testnet', 'iota:devnet', 'iota:localnet']).optional(),
  coin: coinSchema,
  /** The scheme of Firefly's deep links on this network (`iota`, `firefly`), where Firefly speaks it. */
  deepLinkScheme: z
    .string()
    .regex(/^[a-z][a-z0-9+.-]*$/)
    .optional(),
  /** A page about a transaction, with `{transaction}` where its id goes. Absent: there is no explorer. */
  explorerUrl: z.string().optional(),
  /** On a development ledger only: where the page's own development wallet finds node and faucet. */
  developmentWallet: z.object({ rpcUrl: z.url(), faucetUrl: z.url() }).optional(),
});
export type Network = z.infer<typeof networkSchema>;
