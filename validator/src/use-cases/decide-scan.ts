import type { Clock } from '@tanglegate/core/clock';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { scanIdSchema, type DoorId, type ScanId } from '@tanglegate/core/ids';
import { decodePayload } from '@tanglegate/core/mqtt/payload';
import type { Scan } from '@tanglegate/core/mqtt/scan';
import type { Ruling } from '../domain/finding.ts';
import { refusal } from '../domain/judge-pass.ts';
import type { AdmissionStore } from '../ports/admission-store.ts';
import type { Cryptography } from '../ports/cryptography.ts';
import type { Log } from '../ports/log.ts';
import type { Scans } from '../ports/scans.ts';
import type { Stopwatch } from '../ports/stopwatch.ts';
import type { RegisterFollower } from './follow-register.ts';
import { VERDICT_LASTS, type makeRuleOnPass } from './rule-on-pass.ts';

interface Parts {
  readonly rule: ReturnType<typeof makeRuleOnPass>;
  readonly register: RegisterFollower;
  readonly store: AdmissionStore;
  readonly cryptography: Cryptography;
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
  readonly log: Log;
  /** So many scans may be under way; one more is answered `busy`. */
  readonly mostPending: number;
  /** Something was written down. */
  readonly onDecided: () => void;
}

const RETRY_AFTER_MS = 500;

/** Scan in, answer out. The answer is text: it is made once, and every edge sends it as it is. */
export class ScanDecider implements Scans {
  readonly #parts: Parts;
  #pending = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get pending(): number {
    return this.#pending;
  }

  async decide(door: DoorId, scan: Scan): Promise<string> {
    const { cryptography, rule } = this.#parts;
    const digest = cryptography.digest(scan.pass);
    return this.#settle(door, scan, digest, (now) => rule(door, scan, digest, now));
  }

  /**
   * A scan as it came from the wire. Where it is no scan, but one can read which scan it was meant to be, that one is `malformed`.
   * @returns undefined where nobody could be answered
   */
  async decideText(door: DoorId, text: string): Promise<string | undefined> {
    let scan: Scan;
    try {
      scan = decodePayload('scan', text);
    } catch (error) {
      const id = readScanId(text);
      this.#parts.log.warn({ door, scan: id, why: messageOf(error) }, 'a door sent what is no scan');
      if (id === undefined) return undefined;
      const broken = { id, at: this.#parts.clock.now(), direction: 'in' } as const;
      const words = 'The door sent a damaged message: scan again';
      const digest = this.#parts.cryptography.digest(text);
      return this.#settle(door, broken, digest, () => refusal('malformed', words));
    }
    return this.decide(door, scan);
  }

  async #settle(
    door: DoorId,
    scan: Omit<Scan, 'pass'>,
    digest: string,
    rule: (now: ReturnType<Clock['now']>) => Ruling | Promise<Ruling>,
  ): Promise<string> {
    const { store, clock, stopwatch, register, log, mostPending, onDecided } = this.#parts;
    if (this.#pending >= mostPending) return busy(scan.id);
    this.#pending += 1;
    const arrived = stopwatch();
    try {
      const now = clock.now();
      const ruling = await rule(now);
      const doorName = register.index.door(door)?.name ?? door;
      const { id, direction, staff, at: scannedAt } = scan;
      const finding = await store.decide({
        ...{ door, doorName, id, digest, direction, scannedAt, now, arrived, ruling },
        ...(staff !== undefined && { staff }),
      });
      onDecided();
      return deliver(finding, clock);
    } catch (error) {
      const code = error instanceof TanglegateError ? error.code : 'internal';
      log.error({ door, scan: scan.id, code, why: messageOf(error) }, 'a scan could not be decided');
      return busy(scan.id);
    } finally {
      this.#pending -= 1;
    }
  }
}

/** Not a verdict, and nothing is stored: the door asks again with the same scan id. */
function busy(id: ScanId): string {
  return JSON.stringify({ id, decision: 'busy', retryAfterMs: RETRY_AFTER_MS });
}

/** `finding` is a JSON object's text, and stays as it was first written; the two times are of this delivery. */
function deliver(finding: string, clock: Clock): string {
  const sentAt = clock.now();
  return `${finding.slice(0, -1)},"expiresAt":${sentAt + VERDICT_LASTS},"sentAt":${sentAt}}`;
}

function readScanId(text: string): ScanId | undefined {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null || !('id' in json)) return undefined;
    return scanIdSchema.safeParse(json.id).data;
  } catch {
    return undefined;
  }
}
