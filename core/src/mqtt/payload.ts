import { TanglegateError } from '../errors.ts';
import { topicOf, topicTable, type PayloadOf, type TopicName, type TopicPlace } from './topic-table.ts';

/** Nothing we send is longer; a broker refuses longer packets before they reach anybody. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

/** A message ready for any MQTT client: topic, text, and the options that the table prescribes. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly payload: string;
  readonly options: { readonly qos: 1; readonly retain: boolean };
}

export function outgoingMessage<N extends TopicName>(
  name: N,
  place: TopicPlace,
  payload: PayloadOf<N>,
): OutgoingMessage {
  const options = { qos: 1, retain: topicTable[name].retain } as const;
  return { topic: topicOf(name, place), payload: JSON.stringify(payload), options };
}

/** @throws TanglegateError `payload-malformed`, naming topic and field. */
export function decodePayload<N extends TopicName>(name: N, text: string): PayloadOf<N> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new TanglegateError('payload-malformed', `A message on "${name}" is not JSON.`, { cause });
  }
  const parsed = topicTable[name].payload.safeParse(json);
  if (parsed.success) return parsed.data as PayloadOf<N>; // The schema of this very row; TypeScript loses the link through the index.
  const [issue] = parsed.error.issues;
  throw new TanglegateError(
    'payload-malformed',
    `A message on "${name}" is wrong at ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? ''}`,
  );
}
