import type { z } from 'zod';
import { doorIdSchema, venueIdSchema, type DoorId, type VenueId } from '../ids.ts';
import { admissionBatchSchema, feedAckSchema, feedHeadSchema, registerBatchSchema } from './feed.ts';
import { gateReportSchema } from './gate.ts';
import { scanSchema } from './scan.ts';
import { doorStatusSchema } from './status.ts';
import { answerSchema } from './verdict.ts';

/** Who speaks on the broker. A relay is the device behind a gate driver, with topics of its own. */
export type Role = 'door' | 'gate' | 'validator' | 'checkout';

interface TopicRow {
  /** What follows `tg/v1/{venue}/`; `{door}` stands for the door's id. */
  readonly path: string;
  readonly payload: z.ZodType;
  readonly publish: readonly Role[];
  readonly subscribe: readonly Role[];
  readonly retain: boolean;
}

/** The one table: topics, payloads and rights. Everything on MQTT is QoS 1. */
export const topicTable = {
  scan: {
    path: 'door/{door}/scan',
    payload: scanSchema,
    publish: ['door'],
    subscribe: ['validator'],
    retain: false,
  },
  verdict: {
    path: 'door/{door}/verdict',
    payload: answerSchema,
    publish: ['validator'],
    subscribe: ['door', 'gate'],
    retain: false,
  },
  gate: {
    path: 'door/{door}/gate',
    payload: gateReportSchema,
    publish: ['gate'],
    subscribe: ['door', 'validator', 'checkout'],
    retain: false,
  },
  status: {
    path: 'door/{door}/status',
    payload: doorStatusSchema,
    publish: ['door'],
    subscribe: ['checkout'],
    retain: true,
  },
  register: {
    path: 'register',
    payload: registerBatchSchema,
    publish: ['checkout'],
    subscribe: ['validator'],
    retain: false,
  },
  registerHead: {
    path: 'register/head',
    payload: feedHeadSchema,
    publish: ['checkout'],
    subscribe: ['validator'],
    retain: true,
  },
  registerAck: {
    path: 'register/ack',
    payload: feedAckSchema,
    publish: ['validator'],
    subscribe: ['checkout'],
    retain: false,
  },
  admissions: {
    path: 'admissions',
    payload: admissionBatchSchema,
    publish: ['validator'],
    subscribe: ['checkout'],
    retain: false,
  },
  admissionsHead: {
    path: 'admissions/head',
    payload: feedHeadSchema,
    publish: ['validator'],
    subscribe: ['checkout'],
    retain: true,
  },
  admissionsAck: {
    path: 'admissions/ack',
    payload: feedAckSchema,
    publish: ['checkout'],
    subscribe: ['validator'],
    retain: false,
  },
} as const satisfies Record<string, TopicRow>;

export type TopicName = keyof typeof topicTable;
export type PayloadOf<N extends TopicName> = z.infer<(typeof topicTable)[N]['payload']>;

/** Of one venue; `door` where the topic has one, or `+` for every door of the venue in a subscription. */
export interface TopicPlace {
  readonly venue: VenueId;
  readonly door?: DoorId | '+';
}

const PREFIX = 'tg/v1/';

/** @throws RangeError when the topic needs a door and none is given. */
export function topicOf(name: TopicName, place: TopicPlace): string {
  const { path } = topicTable[name];
  if (path.includes('{door}') && place.door === undefined) throw new RangeError(`topic ${name} needs a door`);
  return `${PREFIX}${place.venue}/${path.replace('{door}', place.door ?? '')}`;
}

export interface ParsedTopic {
  readonly name: TopicName;
  readonly venue: VenueId;
  readonly door?: DoorId | '+';
}

/** The topic (or a filter whose only wildcard is `+` for the door), or undefined for anything that is not ours. */
export function parseTopic(topic: string): ParsedTopic | undefined {
  const [head, version, venueText, ...rest] = topic.split('/');
  const venue = venueIdSchema.safeParse(venueText);
  if (`${head ?? ''}/${version ?? ''}/` !== PREFIX || !venue.success) return undefined;
  const isDoor = rest[0] === 'door';
  const path = isDoor ? ['door', '{door}', ...rest.slice(2)].join('/') : rest.join('/');
  const name = topicNames.find((candidate) => topicTable[candidate].path === path);
  if (name === undefined) return undefined;
  if (!isDoor) return { name, venue: venue.data };
  if (rest[1] === '+') return { name, venue: venue.data, door: '+' };
  const door = doorIdSchema.safeParse(rest[1]);
  return door.success ? { name, venue: venue.data, door: door.data } : undefined;
}

export const topicNames = Object.keys(topicTable) as TopicName[]; // Object.keys forgets the literal keys of a const object.
