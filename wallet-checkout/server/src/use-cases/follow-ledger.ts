import type { Clock, Millis } from '@tanglegate/core/clock';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { backOffMs } from '../domain/back-off.ts';
import type { Changes } from '../ports/changes.ts';
import type { FollowHealth, ReadSoFar } from '../ports/ledger-health.ts';
import type { Ledger, LedgerCursor, LedgerPage } from '../ports/ledger.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { gapOf, readOrFill } from './fill-gap.ts';
import { pause } from './pause.ts';
import { findOurs, isNothing, recordDeposits } from './record-deposits.ts';

export interface FollowParts {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly log: Log;
  /** Advances every order that has deposits waiting. */
  readonly advance: () => Promise<unknown>;
  readonly pollMs: number;
  /** 0 … 1. */
  readonly random: () => number;
}

export interface Follower {
  readonly health: () => FollowHealth;
  /** All money that became final until then has been written down. Undefined until the end of the ledger was first reached. */
  readonly knownUntil: () => Millis | undefined;
  start(): void;
  stop(): Promise<void>;
}

/** The longest wait between two tries of a node that does not answer. */
const LONGEST_BACK_OFF_MS = 30_000;
/** Where nothing of ours has happened, the cursor is written only so often: it saves a flush to disk per checkpoint. */
const WRITE_CURSOR_MS = 1_000;

interface Standing {
  /** Read up to here. */
  at: LedgerCursor;
  /** Written down up to here. */
  written: LedgerCursor;
  writtenAt: Millis;
}

/** Orders whose deposits were written down before a crash, and not advanced any more, come first. */
async function firstStanding({ store, ledger, clock, advance }: FollowParts): Promise<Standing> {
  await advance();
  const found = await store.read.cursor.find();
  if (found === undefined) {
    const tip = await ledger.tip();
    await store.transaction(({ cursor }) => cursor.begin(tip, clock.now()));
  }
  const at = found ?? (await store.read.cursor.find());
  if (at === undefined) throw new Error('the cursor was written and is not there');
  return { at, written: at, writtenAt: clock.now() };
}

/** One step: read a page, write down what arrived with the cursor, and only then advance orders. */
async function readOn(standing: Standing, parts: FollowParts): Promise<{ next: Standing; page: LedgerPage }> {
  const { clock } = parts;
  const page = await readOrFill(standing.at, parts);
  const at = { chain: standing.at.chain, position: page.position };
  const ours = await findOurs(page.arrivals, parts);
  const isOurs = !isNothing(ours);
  const isDue =
    clock.now() - standing.writtenAt >= WRITE_CURSOR_MS && at.position > standing.written.position;
  if (!isOurs && !isDue) return { next: { ...standing, at }, page };
  const added = await recordDeposits(ours, { from: standing.written, position: at.position }, parts);
  if (added > 0) await parts.advance();
  return { next: { at, written: at, writtenAt: clock.now() }, page };
}

const NEEDS_A_PERSON = new Set(['ledger-other-chain', 'cursor-moved']);

/** A page without anything new has no time of its own. */
function readSoFar(page: LedgerPage, before: ReadSoFar | undefined): ReadSoFar {
  const { position, atTip, ledgerAt = before?.ledgerAt } = page;
  return ledgerAt === undefined ? { position, atTip } : { position, atTip, ledgerAt };
}

export function followLedger(parts: FollowParts): Follower {
  const { clock, log, changes, pollMs, random } = parts;
  const stopping = new AbortController();
  const backOff = { leastMs: Math.max(pollMs, 100), longestMs: LONGEST_BACK_OFF_MS };
  let health: FollowHealth = { state: 'unreachable', since: clock.now(), why: 'The node was not asked yet.' };
  let knownUntil: Millis | undefined;
  let read: ReadSoFar | undefined;
  let running: Promise<void> = Promise.resolve();

  function become(next: FollowHealth): void {
    const isNews = next.state !== health.state;
    health = next;
    if (!isNews) return;
    if (next.state === 'following') log.info({}, 'following the ledger');
    else log.warn({ why: next.why }, `the ledger is not followed: ${next.state}`);
    changes.tell('ledger', undefined);
  }
  function fail(error: unknown): boolean {
    const since = health.state === 'following' ? clock.now() : health.since;
    const why = messageOf(error);
    const isFinal = error instanceof TanglegateError && NEEDS_A_PERSON.has(error.code);
    const gap = gapOf(error);
    if (gap !== undefined) become({ state: 'gap', since, why, ...gap });
    else become({ state: isFinal ? 'stopped' : 'unreachable', since, why });
    return isFinal;
  }
  async function follow(): Promise<void> {
    let standing: Standing | undefined;
    let failures = 0;
    while (!stopping.signal.aborted) {
      const askedAt = clock.now();
      try {
        standing ??= await firstStanding(parts);
        const { next, page } = await readOn(standing, parts);
        standing = next;
        read = readSoFar(page, read);
        failures = 0;
        if (page.atTip) knownUntil = askedAt;
        become({ state: 'following' });
        if (page.atTip) await pause(pollMs, stopping.signal);
      } catch (error) {
        if (fail(error)) return;
        standing = undefined; // What was written down is what counts.
        await pause(backOffMs(failures++, backOff, random()), stopping.signal);
      }
    }
  }
  return {
    health: () => (read === undefined ? health : { ...health, read }),
    knownUntil: () => knownUntil,
    start: () => {
      running = follow();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
