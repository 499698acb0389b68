import { readFileSync } from 'node:fs';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { MONEY_EXPORT_TYPE, moneyExportSchema, type MoneyExport } from '@tanglegate/core/http/money-export';
import { readSignedDocument } from '@tanglegate/did/signed-document';
import { keyIdOf } from '@tanglegate/did/verify';
import type { Journal } from './journal.ts';

export interface OpenedExport {
  readonly money: MoneyExport;
  readonly publicKey: string;
}

/** @throws TanglegateError `file-unreadable`, `document-wrong`, `export-wrong` */
export function readExport(file: string): OpenedExport {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TanglegateError('file-unreadable', `${file} was not read: ${messageOf(cause)}.`, { cause });
  }
  const { payload, publicKey } = readSignedDocument(MONEY_EXPORT_TYPE, text);
  const parsed = moneyExportSchema.safeParse(payload);
  if (!parsed.success)
    throw new TanglegateError('export-wrong', `${file} comes from another version of Tanglegate.`, {
      cause: parsed.error,
    });
  return { money: parsed.data, publicKey };
}

/**
 * The first export's key is remembered beside it, and shown; an export of another key is not believed.
 * @returns what to tell, the first time
 * @throws TanglegateError `export-foreign`
 */
export function pinServer(journal: Journal, publicKey: string): string | undefined {
  const known = journal.serverKey();
  if (known === publicKey) return undefined;
  if (known === undefined) {
    journal.rememberServerKey(publicKey);
    return `This export is signed by the server key ${keyIdOf(publicKey)}, which is believed from now on: npm run export-money names it on the server.`;
  }
  throw new TanglegateError(
    'export-foreign',
    `This export is signed by the key ${keyIdOf(publicKey)}, and ${keyIdOf(known)} was believed so far. Is it from your server? If the server has a new key, use a new --journal, and record-sent everything first.`,
  );
}
