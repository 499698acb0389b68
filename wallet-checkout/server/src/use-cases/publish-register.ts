import type { Clock } from '@tanglegate/core/clock';
import { messageOf } from '@tanglegate/core/errors';
import type { VenueId } from '@tanglegate/core/ids';
import { MAX_BATCH, type FeedAck } from '@tanglegate/core/mqtt/feed';
import type { RegisterEntry } from '@tanglegate/core/register/facts';
import type { Log } from '../ports/log.ts';
import type { RegisterStore } from '../ports/register-store.ts';
import type { VenueBus } from '../ports/venue-bus.ts';

export interface PublishParts {
  readonly register: RegisterStore;
  readonly bus: Pick<VenueBus, 'publish' | 'health'>;
  readonly listVenues: () => Promise<VenueId[]>;
  readonly clock: Clock;
  readonly log: Log;
  /** How long an entry that was just sent may take to be acknowledged before it is sent again. */
  readonly patienceMs: number;
}

export interface Publisher {
  /** Numbers whatever has no number yet, and sends it. Calls while it runs make it look once more. */
  wake(): Promise<void>;
  /** Says the head of every venue: who is behind will ask. */
  sayHeads(): Promise<void>;
  /** The same, to venues where a reader is behind only: an acknowledgement, or what it should bring, may have been lost. */
  remind(): Promise<void>;
  acknowledge(venue: VenueId, ack: FeedAck): Promise<void>;
}

/** The last batch sent to a venue, and when: what was sent a moment ago is on its way, and not missing. */
type Sent = Map<VenueId, { from: number; upTo: number; at: number }>;

function isOnItsWay(n: number, venue: VenueId, sent: Sent, { clock, patienceMs }: PublishParts): boolean {
  const last = sent.get(venue);
  return last !== undefined && last.from <= n && n <= last.upTo && clock.now() - last.at < patienceMs;
}

async function sendEntries(
  venue: VenueId,
  entries: readonly RegisterEntry[],
  sent: Sent,
  { register, bus, clock }: PublishParts,
): Promise<void> {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return;
  const { feed, head } = await register.feed(venue);
  await bus.publish('register', { venue }, { feed, entries: [...entries] });
  sent.set(venue, { from: first.n, upTo: last.n, at: clock.now() });
  if (last.n >= head) await bus.publish('registerHead', { venue }, { feed, head });
}

/**
 * Numbers first, on disk, then sends: a number that was seen never means another entry. What could not be sent is asked for,
 * because the retained head and the readers' acknowledgements say that it is missing.
 */
async function publishVenue(venue: VenueId, sent: Sent, parts: PublishParts): Promise<void> {
  for (;;) {
    const entries = await parts.register.number(venue, MAX_BATCH);
    if (entries.length === 0) return;
    if (!parts.bus.health().connected) continue;
    await sendEntries(venue, entries, sent, parts).catch((error: unknown) => {
      parts.log.warn({ venue, error: messageOf(error) }, 'register entries wait for the broker');
    });
  }
}

/** Something to do, once at a time; asked for while it is done, it is done once more. */
function onceAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  async function run(): Promise<void> {
    try {
      do {
        isAskedAgain = false;
        await work();
      } while (isAskedAgain); // eslint-disable-line @typescript-eslint/no-unnecessary-condition -- set by calls during the await
    } finally {
      running = undefined;
    }
  }
  return () => {
    if (running === undefined) running = run();
    else isAskedAgain = true;
    return running;
  };
}

export function publishRegister(parts: PublishParts): Publisher {
  const { register, bus, listVenues, clock } = parts;
  const sent: Sent = new Map();

  async function sayHeads(whereBehind: boolean): Promise<void> {
    if (!bus.health().connected) return;
    for (const venue of await listVenues()) {
      const { feed, head } = await register.feed(venue);
      const isBehind = (await register.listReaders(venue)).some(({ have }) => have < head);
      if (isBehind || !whereBehind) await bus.publish('registerHead', { venue }, { feed, head });
    }
  }
  const wake = onceAtATime(async () => {
    for (const venue of await listVenues()) await publishVenue(venue, sent, parts);
  });
  return {
    wake,
    sayHeads: () => sayHeads(false),
    remind: () => sayHeads(true),
    async acknowledge(venue, ack) {
      if (ack.ask) await wake(); // Whatever was written a moment ago is news as well.
      const { feed, head } = await register.feed(venue);
      if (ack.feed !== feed || ack.ask) await bus.publish('registerHead', { venue }, { feed, head });
      if (ack.feed !== feed) return;
      await register.recordAck(venue, ack, clock.now());
      if (ack.have >= head) return;
      if (isOnItsWay(ack.have + 1, venue, sent, parts)) return;
      await sendEntries(venue, await register.readFrom(venue, ack.have + 1, MAX_BATCH), sent, parts);
    },
  };
}
