import { MINUTE, millis, SECOND, type Millis } from '@tanglegate/core/clock';
import { messageOf } from '@tanglegate/core/errors';
import type { DoorId, VenueId } from '@tanglegate/core/ids';
import type { Scan } from '@tanglegate/core/mqtt/scan';
import { parsePass, type Pass } from '@tanglegate/core/pass/parse-pass';
import { findSigner } from '../domain/find-signer.ts';
import type { Ruling } from '../domain/finding.ts';
import { judgePass, refusal } from '../domain/judge-pass.ts';
import type { Cryptography } from '../ports/cryptography.ts';
import type { RegisterFollower } from './follow-register.ts';

interface Parts {
  readonly register: RegisterFollower;
  readonly cryptography: Cryptography;
  readonly venue: VenueId;
}

/** A scan may have waited this long for a network; what a door's clock says beyond that is not believed. */
const OLDEST_SCAN = 10 * MINUTE;
/** How long an unknown live pass waits for news of the register: without its holder's key nothing can be said of it. */
const WAIT_FOR_HOLDER_KEY = 1_500;
/** The same of a truly signed pass that the register does not know: somebody may have bought it a moment ago, at this very door. */
const WAIT_FOR_TICKET = 500;

/** Reads the pass and asks the register: everything about a scan that does not depend on earlier ones. */
export function makeRuleOnPass(parts: Parts) {
  return async (doorId: DoorId, scan: Scan, digest: string, now: Millis): Promise<Ruling> => {
    const { register, cryptography, venue } = parts;
    const door = register.index.door(doorId);
    if (door?.venue !== venue) {
      return refusal('door-not-allowed', 'This door is not set up for this venue: call the organiser');
    }
    const pass = readPass(scan.pass);
    if ('words' in pass) return refusal('malformed', pass.words);
    if (pass.kind === 'live' && register.index.ticket(pass.ticket).issued?.holderKey === undefined)
      await register.hearNews(WAIT_FOR_HOLDER_KEY);
    const signer = findSigner(register.index, pass, digest);
    const seen = { ticket: pass.ticket };
    if (signer.kind === 'refuse') return refusal(signer.reason, signer.words, seen);
    if (signer.kind === 'verify') {
      const good = await cryptography.verify(signer.alg, signer.publicKey, pass.toBeSigned, pass.signature);
      if (!good) return refusal('bad-signature', 'Forged or damaged: the signature is wrong', seen);
    }
    if (register.index.ticket(pass.ticket).issued === undefined && !register.isBehind())
      await register.hearNews(WAIT_FOR_TICKET);
    const seenAt = millis(Math.min(now, Math.max(scan.at, now - OLDEST_SCAN)));
    const behind = register.isBehind();
    return judgePass(register.index, { pass, door, venue, direction: scan.direction, now, seenAt, behind });
  };
}

function readPass(text: string): Pass | { words: string } {
  try {
    return parsePass(text);
  } catch (error) {
    return { words: messageOf(error) };
  }
}

/** How long an ADMIT may be acted on after it was sent: the wire, the door and the gate together. */
export const VERDICT_LASTS = 10 * SECOND;
