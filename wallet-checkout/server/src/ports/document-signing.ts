import type { SignedDocument } from '@tanglegate/core/http/money-export';

/** Signs with the organiser's ticket key, which can spend nothing. */
export type DocumentSigning = (type: string, payload: unknown) => Promise<SignedDocument>;
