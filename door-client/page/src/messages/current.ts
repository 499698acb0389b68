import { en, type Messages } from './en.ts';

/** The page's language. German, Spanish and French follow. */
export const messages: Messages = en;
