import { verdictSchema, type Verdict } from '@tanglegate/core/mqtt/verdict';

export const SCAN_ID = 'scan-0000-0000-0001';

const answered = { id: SCAN_ID, at: 1_000, sentAt: 1_000, expiresAt: 6_000 };

export function admit(change: Record<string, unknown> = {}): Verdict {
  return verdictSchema.parse({ ...answered, decision: 'admit', direction: 'in', repeat: false, ...change });
}

export function refuse(reason: string, change: Record<string, unknown> = {}): Verdict {
  return verdictSchema.parse({ ...answered, decision: 'refuse', reason, words: 'no', ...change });
}
