import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import { organiserIdSchema, orderIdSchema } from '../ids.ts';
import { ledgerUnitsText } from '../money.ts';
import { coinSchema, networkSchema } from './network.ts';
import { refundReasonSchema } from './orders.ts';

/** The 32 bytes of an address, the same on both ledgers. */
export const addressBytesSchema = z.string().regex(/^[0-9a-f]{64}$/, 'an address is 64 hex digits here');
/** A transaction digest or transaction id, as its ledger writes it. */
export const transactionIdSchema = z.string().regex(/^[0-9A-Za-z]{1,80}$/, 'this is no transaction id');
/** TIP-20: a transaction's id and the output's place in it. */
const outputIdSchema = z.string().regex(/^0x[0-9a-f]{68}$/, 'this is no output id');
export const refundIdSchema = z.string().regex(/^[0-9a-zA-Z-]{8,64}$/, 'this is no refund id');

/** The type that the signature of an export names: a signature of one kind is never taken for another. */
export const MONEY_EXPORT_TYPE = 'tanglegate-money';

/**
 * What the server knows of money, for the organiser's own machine, where the keys are (DESIGN §4, "The server holds no key that can
 * spend"): what is where, and what is owed to whom. Nothing personal, and nothing secret.
 */
export const moneyExportSchema = z.object({
  version: z.literal(1),
  organiser: organiserIdSchema,
  at: millisSchema,
  ledger: networkSchema.shape.ledger,
  /** Words for people. */
  networkName: z.string(),
  /** The wallet standard's chain, where there is one: by it a public node is found. */
  network: networkSchema.shape.chain,
  /** As the node names the chain itself; coins of another one are not these. */
  chain: z.string(),
  coin: coinSchema,
  /** What the network can send at least. */
  leastOutput: ledgerUnitsText,
  /** Deposit addresses that money came to and was not reported as spent since. */
  addresses: z.array(
    z.object({
      /** `m/44'/4218'/0'/0'/index'` of the organiser's mnemonic. */
      index: z.int().min(0).max(2_147_483_647),
      address: addressBytesSchema,
      /** What should be there: the ledger says what is. */
      expected: ledgerUnitsText,
      /** Absent: no order of this database has the address. */
      order: orderIdSchema.optional(),
      /** On Stardust: everything that came, spent since or not. A node need not be able to say what is at an address. */
      outputs: z.array(outputIdSchema).optional(),
    }),
  ),
  refunds: z.array(
    z.object({
      id: refundIdSchema,
      order: orderIdSchema,
      amount: ledgerUnitsText,
      reason: refundReasonSchema,
      createdAt: millisSchema,
      /** Absent: the buyer has not said where to, and nobody guesses. */
      to: addressBytesSchema.optional(),
    }),
  ),
});
export type MoneyExport = z.infer<typeof moneyExportSchema>;

/** JWS, flattened JSON (RFC 7515 §7.2.2), EdDSA; the protected header carries the type and the public key. */
export const signedDocumentSchema = z.object({
  protected: z.string().regex(/^[A-Za-z0-9_-]{1,2000}$/),
  payload: z.string().regex(/^[A-Za-z0-9_-]*$/),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type SignedDocument = z.infer<typeof signedDocumentSchema>;

/** What was signed and sent off the server, told to it. The same again changes nothing. */
export const sentMoneySchema = z.object({
  version: z.literal(1),
  chain: z.string(),
  refunds: z
    .array(z.object({ id: refundIdSchema, to: addressBytesSchema, transaction: transactionIdSchema }))
    .max(20_000),
  /** What left deposit addresses, fees included: by it the next export knows what is still there. */
  spent: z
    .array(
      z.object({ address: addressBytesSchema, amount: ledgerUnitsText, transaction: transactionIdSchema }),
    )
    .max(20_000),
});
export type SentMoney = z.infer<typeof sentMoneySchema>;

/** What became of each refund of a `SentMoney`. */
export const sentMoneyAnswerSchema = z.object({
  /** Now marked as sent. */
  recorded: z.array(refundIdSchema),
  /** Marked with the same transaction before. */
  known: z.array(refundIdSchema),
  /** Not changed, and why. */
  refused: z.array(
    z.object({
      id: refundIdSchema,
      reason: z.enum(['refund-unknown', 'other-transaction', 'written-off']),
    }),
  ),
});
export type SentMoneyAnswer = z.infer<typeof sentMoneyAnswerSchema>;
