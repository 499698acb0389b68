import { messages } from '../messages/current.ts';
import type { TimeTeller } from '../wording/tell-time.ts';

export const timeTeller: TimeTeller = {
  language: messages.language,
  deviceZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};
