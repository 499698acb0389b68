import type { VenueId } from '@tanglegate/core/ids';
import type { PayloadOf, TopicName, TopicPlace } from '@tanglegate/core/mqtt/topic-table';
import type { DoorId } from '@tanglegate/core/ids';

/** What the checkout may read on the broker. */
export type InboundTopic = 'registerAck' | 'admissions' | 'admissionsHead' | 'gate' | 'status';

export type Inbound = {
  [N in InboundTopic]: {
    readonly name: N;
    readonly venue: VenueId;
    /** The topic's, which the broker vouches for. */
    readonly door?: DoorId;
    readonly payload: PayloadOf<N>;
  };
}[InboundTopic];

/** The venues' broker. Nothing is queued while it is away: what matters is in the database, and is sent when it is asked for. */
export interface VenueBus {
  /** Resolves when the broker has it; whether a validator has it, only its own acknowledgement says. @throws `broker-unreachable` */
  publish<N extends TopicName>(name: N, place: TopicPlace, payload: PayloadOf<N>): Promise<void>;
  /** Subscribes to what the venue says, now and after each reconnect. */
  watch(venue: VenueId): void;
  onMessage(listener: (message: Inbound) => void): void;
  /** Also after each reconnect, when subscriptions stand again. */
  onConnected(listener: () => void): void;
  health(): { connected: true } | { connected: false; since: number; why: string };
}
