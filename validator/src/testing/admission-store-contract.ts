import assert from 'node:assert/strict';
import { MINUTE } from '@tanglegate/core/clock';
import { doorIdSchema, type DoorId, type ScanId } from '@tanglegate/core/ids';
import type { ScanToDecide } from '../domain/finding.ts';
import type { AdmissionStore } from '../ports/admission-store.ts';
import { doors, later, newTicket, NOW, zones } from './organiser.ts';
import { scanOf, useOf } from './scans.ts';

/** A store and what a test must know from outside of it. */
export interface StoreUnderTest {
  readonly store: AdmissionStore;
  /** Seen through another connection, is this scan written down? Asked at the moment its verdict is out. */
  readonly isCommitted: (door: DoorId, id: ScanId) => boolean;
  /** Another validator on the same data. */
  readonly openAnother: () => Promise<AdmissionStore>;
  /** Stops everything and opens the same data again. */
  readonly restart: () => Promise<AdmissionStore>;
}

type MakeStore = () => Promise<StoreUnderTest>;

interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

interface Told {
  readonly decision: string;
  readonly reason?: string;
  readonly repeat?: boolean;
}

const tell = async (store: AdmissionStore, scan: ScanToDecide): Promise<Told> =>
  JSON.parse(await store.decide(scan)) as Told; // The store's own text; the checks look at each field they use.

const newAdmissions = (told: readonly Told[]): number =>
  told.filter(({ decision, repeat }) => decision === 'admit' && repeat === false).length;

const manyDoors = Array.from({ length: 40 }, (_, i) => doorIdSchema.parse(`door-${i}`));

/** What every store must keep, whatever it is made of (DESIGN §7). Each check wants a store of its own. */
export function admissionStoreContract(makeStore: MakeStore): Check[] {
  return Object.entries(checks).map(([name, check]) => ({
    name,
    run: async () => {
      await check(await makeStore());
    },
  }));
}

const checks: Record<string, (under: StoreUnderTest) => Promise<void>> = {
  'a verdict never precedes its commit': async ({ store, isCommitted }) => {
    const early: string[] = [];
    const scans = Array.from({ length: 200 }, () => scanOf());
    await Promise.all(
      scans.map(async (scan) => {
        await store.decide(scan);
        if (!isCommitted(scan.door, scan.id)) early.push(scan.id);
      }),
    );
    assert.deepEqual(early, []);
  },

  'one ticket at forty doors at once is admitted once': async ({ store }) => {
    const ruling = useOf();
    const told = await Promise.all(manyDoors.map((door) => tell(store, scanOf({ door, ruling }))));
    assert.equal(newAdmissions(told), 1);
    assert.equal(told.filter(({ reason }) => reason === 'already-used').length, 39);
  },

  'two validators that share the store admit a ticket once': async ({ store, openAnother }) => {
    const both = [store, await openAnother()];
    for (let round = 0; round < 10; round += 1) {
      const ruling = useOf();
      const told = await Promise.all(
        manyDoors.map((door, i) => tell(both[i % 2] ?? store, scanOf({ door, ruling }))),
      );
      assert.equal(newAdmissions(told), 1);
    }
  },

  'the same scan gets the same finding, byte for byte, however late and whatever the register says by then':
    async ({ store }) => {
      const scan = scanOf();
      const [first, second] = await Promise.all([store.decide(scan), store.decide(scan)]);
      const ruling = { kind: 'refuse', reason: 'revoked', words: 'revoked meanwhile', seen: {} } as const;
      assert.equal(second, first);
      assert.equal(await store.decide({ ...scan, now: later(NOW, 60 * MINUTE), ruling }), first);
      const refused = { ...scanOf(), ruling };
      const refusal = await store.decide(refused);
      assert.equal(await store.decide({ ...refused, ruling: useOf() }), refusal);
    },

  'the same scan id with another pass is malformed, and stays so': async ({ store }) => {
    const scan = scanOf();
    const other = { ...scan, digest: 'f'.repeat(64), ruling: useOf() };
    const first = await store.decide(scan);
    assert.equal((await tell(store, other)).reason, 'malformed');
    assert.equal((await tell(store, other)).reason, 'malformed');
    assert.equal(await store.decide(scan), first);
    assert.equal((await tell(store, scanOf({ ruling: other.ruling }))).decision, 'admit');
    assert.equal((await tell(store, { ...scan, door: doors.north2, ruling: useOf() })).decision, 'admit');
  },

  'the repeat rule holds for a minute at the same door, until the gate opened': async ({ store }) => {
    const ruling = useOf();
    const again = (ms: number) => scanOf({ ruling, now: later(NOW, ms) });
    assert.deepEqual(pick(await tell(store, again(0))), { decision: 'admit', repeat: false });
    const second = again(30_000);
    assert.deepEqual(pick(await tell(store, second)), { decision: 'admit', repeat: true });
    const failed = { scan: second.id, outcome: 'failed', at: NOW, why: 'stuck' } as const;
    await store.keepReport({ door: second.door, report: failed, now: NOW });
    assert.deepEqual(pick(await tell(store, again(31_000))), { decision: 'admit', repeat: true });
    const opened = { scan: second.id, outcome: 'opened', at: NOW } as const;
    await store.keepReport({ door: doors.north2, report: opened, now: NOW });
    assert.deepEqual(pick(await tell(store, again(32_000))), { decision: 'admit', repeat: true });
    await store.keepReport({ door: second.door, report: opened, now: NOW });
    assert.equal((await tell(store, again(33_000))).reason, 'already-used');
  },

  'out requires in; who left has used the ticket; where re-entry is allowed the next entry is the second':
    async ({ store }) => {
      const ruling = useOf();
      const go = (direction: 'in' | 'out', ms: number, reEntry = false) =>
        tell(store, scanOf({ direction, ruling: { ...ruling, reEntry }, now: later(NOW, ms * MINUTE) }));
      assert.equal((await go('out', 0)).reason, 'not-inside');
      assert.equal((await go('in', 2)).decision, 'admit');
      assert.equal((await go('out', 4)).decision, 'admit');
      assert.equal((await go('out', 6)).reason, 'not-inside');
      assert.equal((await go('in', 8)).reason, 'already-used');
      assert.equal((await go('in', 10, true)).decision, 'admit');
      const entries = await store.entriesAfter(0, 500);
      const passages = entries.flatMap(({ fact }) =>
        fact.kind === 'admission' ? [[fact.direction, fact.entry]] : [],
      );
      assert.deepEqual(passages, [
        ['in', 1],
        ['out', 1],
        ['in', 2],
      ]);
    },

  'a live pass is remembered for a minute across zones': async ({ store }) => {
    const ticket = newTicket();
    const show = (zone: keyof typeof zones, ms: number) =>
      tell(
        store,
        scanOf({
          ...{ digest: 'a'.repeat(64), door: doorIdSchema.parse(`door-of-${zone}`), now: later(NOW, ms) },
          ruling: useOf({ ticket, zone: zones[zone], live: true, seen: { ticket, zone: zones[zone] } }),
        }),
      );
    assert.equal((await show('floor', 0)).decision, 'admit');
    assert.equal((await show('balcony', 30_000)).reason, 'stale-pass');
    assert.equal((await show('balcony', MINUTE + 1)).decision, 'admit');
  },

  'the feed is numbered without gaps and leaves out repeats': async ({ store }) => {
    const ruling = useOf();
    await Promise.all([...Array.from({ length: 50 }, () => store.decide(scanOf()))]);
    await store.decide(scanOf({ ruling }));
    await store.decide(scanOf({ ruling }));
    await store.decide(scanOf({ ruling, door: doors.north2 }));
    const { head } = await store.head();
    const entries = await store.entriesAfter(0, 500);
    assert.equal(head, 52);
    assert.deepEqual(
      entries.map(({ n }) => n),
      Array.from({ length: 52 }, (_, i) => i + 1),
    );
    assert.deepEqual(
      entries.slice(-2).map(({ fact }) => fact.kind),
      ['admission', 'refusal'],
    );
    assert.deepEqual(
      (await store.entriesAfter(50, 1)).map(({ n }) => n),
      [51],
    );
  },

  'everything is still there after a restart': async ({ store, restart }) => {
    const scan = scanOf();
    const finding = await store.decide(scan);
    const head = await store.head();
    const after = await restart();
    assert.equal(await after.decide(scan), finding);
    assert.equal(
      (await tell(after, scanOf({ ruling: scan.ruling, door: doors.north2 }))).reason,
      'already-used',
    );
    assert.equal((await after.head()).feed, head.feed);
    assert.equal((await after.head()).head, head.head + 1);
  },
};

function pick({ decision, repeat }: Told): Told {
  return repeat === undefined ? { decision } : { decision, repeat };
}
