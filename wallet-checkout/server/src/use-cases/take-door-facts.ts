import type { Clock } from '@tanglegate/core/clock';
import type { VenueId } from '@tanglegate/core/ids';
import type { Changes } from '../ports/changes.ts';
import type { DoorLog } from '../ports/door-log.ts';
import type { Inbound, VenueBus } from '../ports/venue-bus.ts';

export interface TakeParts {
  readonly doorLog: DoorLog;
  readonly bus: Pick<VenueBus, 'publish'>;
  readonly changes: Changes;
  readonly clock: Clock;
}

/** Under which name the validators know us as a reader of their feed. */
const READER = 'checkout';

type DoorMessage = Exclude<Inbound, { name: 'registerAck' }>;

const acknowledge = (venue: VenueId, feed: string, have: number, { bus }: TakeParts): Promise<void> =>
  bus.publish('admissionsAck', { venue }, { feed, reader: READER, have });

/** Written down first, acknowledged then; after a gap the acknowledgement asks for what is missing. */
export async function takeDoorMessage(message: DoorMessage, parts: TakeParts): Promise<void> {
  const { doorLog, changes, clock } = parts;
  switch (message.name) {
    case 'admissions': {
      const have = await doorLog.record(message.venue, message.payload);
      await acknowledge(message.venue, message.payload.feed, have, parts);
      break;
    }
    case 'admissionsHead': {
      const { feed, head } = message.payload;
      const standing = await doorLog.standing(message.venue);
      const have = standing?.feed === feed ? standing.have : 0;
      if (have < head) await acknowledge(message.venue, feed, have, parts);
      return;
    }
    case 'status':
      if (message.door !== undefined) await doorLog.recordStatus(message.door, message.payload, clock.now());
      break;
    case 'gate':
      if (message.door !== undefined) await doorLog.recordGate(message.door, message.payload);
      break;
  }
  changes.tell('doors', undefined);
}
