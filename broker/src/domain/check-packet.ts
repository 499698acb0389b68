import { checkConnect } from './check-connect.ts';
import { PacketReader } from './packet-reader.ts';
import { PacketRefused, type Violation } from './violation.ts';

export const CONNECT = 1;
/** More filters in one SUBSCRIBE than any part of ours needs. */
const MAX_FILTERS = 50;
export const MAX_TOPIC_CHARACTERS = 256;

/**
 * Is this whole packet (fixed header included) one that a client may send, as MQTT 3.1.1 writes it? The broker behind this check reads
 * more leniently than the standard allows (docs: BROKERS' list of gaps), and must never be made to guess.
 */
export function checkPacket(packet: Uint8Array, bodyStart: number): Violation | undefined {
  const first = packet[0] ?? 0;
  const type = first >> 4;
  const check = checks[type];
  if (check === undefined)
    return { words: `packet type ${type} is not for clients (this broker speaks MQTT 3.1.1)` };
  try {
    check(new PacketReader(packet, bodyStart), first & 0x0f);
  } catch (thrown) {
    if (thrown instanceof PacketRefused) return thrown.violation;
    throw thrown;
  }
  return undefined;
}

type Check = (body: PacketReader, flags: number) => void;

const flagged =
  (wanted: number, check: (body: PacketReader) => void): Check =>
  (body, flags) => {
    if (flags !== wanted) throw new PacketRefused('reserved flags are set'); // MQTT-2.2.2-2
    check(body);
  };

const acknowledgement = (body: PacketReader): void => {
  body.packetId();
  body.end('an acknowledgement');
};

const nothing = (body: PacketReader): void => {
  body.end('a packet without content');
};

const checks: Readonly<Partial<Record<number, Check>>> = {
  [CONNECT]: flagged(0, checkConnect),
  3: checkPublish,
  4: flagged(0, acknowledgement),
  5: flagged(0, acknowledgement),
  6: flagged(2, acknowledgement),
  7: flagged(0, acknowledgement),
  8: flagged(2, checkSubscribe),
  10: flagged(2, checkUnsubscribe),
  12: flagged(0, nothing),
  14: flagged(0, nothing),
};

function checkPublish(body: PacketReader, flags: number): void {
  const qos = (flags >> 1) & 3;
  if (qos === 3) throw new PacketRefused('QoS 3'); // MQTT-3.3.1-4
  if (qos === 0 && (flags & 8) !== 0) throw new PacketRefused('a duplicate with QoS 0'); // MQTT-3.3.1-2
  const topic = body.text('topic');
  checkTopic(topic);
  if (/[+#]/.test(topic)) throw new PacketRefused('a wildcard in a topic'); // MQTT-3.3.2-2
  if (qos > 0) body.packetId();
}

function checkSubscribe(body: PacketReader): void {
  body.packetId();
  let filters = 0;
  do {
    checkTopic(body.text('topic filter'));
    if (body.byte('requested QoS') > 2) throw new PacketRefused('requested QoS beyond 2'); // MQTT-3-8.3-4
    filters += 1;
  } while (body.left > 0 && filters < MAX_FILTERS);
  body.end(`${MAX_FILTERS} topic filters`);
}

function checkUnsubscribe(body: PacketReader): void {
  body.packetId();
  do checkTopic(body.text('topic filter'));
  while (body.left > 0);
}

function checkTopic(topic: string): void {
  if (topic === '') throw new PacketRefused('an empty topic'); // MQTT-4.7.3-1
  if (topic.length > MAX_TOPIC_CHARACTERS) throw new PacketRefused('a topic that is too long');
}
