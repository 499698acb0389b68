import type { Hex } from '../../domain/tangle/hex.ts';
import type { IssuedMilestone, IssueMilestone } from '../../ports/coordinating.ts';

export interface ConfirmWhatWasSent {
  /** Of one wallet the newest block is enough: those before are in its past. */
  noteSent(wallet: string, blockId: Hex): void;
  /** After it, everything noted before is settled, whatever tips the node would have chosen. */
  makeMilestone(): Promise<IssuedMilestone>;
}

/** A milestone has at most eight parents: room for the last milestone and a tip is left. */
const AT_ONCE = 6;

export function confirmWhatWasSent(issue: IssueMilestone): ConfirmWhatWasSent {
  const newest = new Map<string, Hex>();
  return {
    noteSent: (wallet, blockId) => {
      newest.set(wallet, blockId);
    },
    makeMilestone: async () => {
      for (;;) {
        const now = [...newest].slice(0, AT_ONCE);
        const issued = await issue(now.map(([, blockId]) => blockId));
        for (const [wallet, blockId] of now) if (newest.get(wallet) === blockId) newest.delete(wallet);
        if (now.length < AT_ONCE) return issued;
      }
    },
  };
}
