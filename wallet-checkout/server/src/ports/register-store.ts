import type { Millis } from '@tanglegate/core/clock';
import type { VenueId } from '@tanglegate/core/ids';
import type { FeedAck } from '@tanglegate/core/mqtt/feed';
import type { RegisterEntry } from '@tanglegate/core/register/facts';

interface RegisterReader {
  readonly reader: string;
  readonly have: number;
  readonly seenAt: Millis;
}

/** The publisher's side of the register: only one publisher may use it. */
export interface RegisterStore {
  /** The venue's feed, named on first use: a new database is a new feed, whose numbers mean something else. */
  feed(venue: VenueId): Promise<{ feed: string; head: number }>;
  /** Gives the oldest entries without a number the next numbers, gapless. @returns them; none when there are none */
  number(venue: VenueId, limit: number): Promise<RegisterEntry[]>;
  readFrom(venue: VenueId, n: number, limit: number): Promise<RegisterEntry[]>;
  recordAck(venue: VenueId, ack: FeedAck, at: Millis): Promise<void>;
  /** Of the present feed. */
  listReaders(venue: VenueId): Promise<RegisterReader[]>;
}
