import { expect, test } from 'vitest';
import { connectPacket, number16, packet, publishPacket, subscribePacket, text } from '../testing/wire.ts';
import { PacketSplitter } from './packet-splitter.ts';
import type { Violation } from './violation.ts';

const HELLO = connectPacket({ clientId: 'door.a.x', username: 'door.a.x', password: 'secret' });
const SURROGATE = Buffer.of(0xed, 0xa0, 0x80); // U+D800 as UTF-8 would write it if it were allowed to.

/** What becomes of these bytes after a CONNECT. */
function afterConnect(bytes: Uint8Array): Violation | undefined {
  const splitter = new PacketSplitter();
  splitter.take(HELLO);
  splitter.allowUpTo(10_000);
  return splitter.take(bytes).violation;
}

test.each<[string, Buffer]>([
  ['publish', publishPacket('a/b', 'x')],
  ['publish with QoS 0 and no packet id', packet(0x30, text('a/b'))],
  ['a retained duplicate with QoS 2', packet(0x3d, text('a/b'), number16(7))],
  ['a topic beyond ASCII', publishPacket('größe/😀', 'x')],
  ['subscribe', subscribePacket('a/+/b')],
  ['two filters', packet(0x82, number16(1), text('a'), Buffer.of(0), text('#'), Buffer.of(2))],
  ['unsubscribe', packet(0xa2, number16(1), text('a'), text('b'))],
  ['puback', packet(0x40, number16(1))],
  ['pubrec', packet(0x50, number16(1))],
  ['pubrel', packet(0x62, number16(1))],
  ['pubcomp', packet(0x70, number16(1))],
  ['pingreq', packet(0xc0)],
  ['disconnect', packet(0xe0)],
])('VALID %s', (_name, bytes) => {
  expect(afterConnect(bytes)).toBeUndefined();
});

test.each<[string, Buffer, string]>([
  ['a NUL in a topic', publishPacket('a\0b', 'x'), 'topic holds a control character'],
  ['a control character in a topic', publishPacket('a\u0007b', 'x'), 'topic holds a control character'],
  ['a non-character in a filter', subscribePacket('a\uffffb'), 'topic filter holds a control character'],
  ['a surrogate in a topic', publishPacket(SURROGATE, 'x'), 'topic is not UTF-8'],
  ['a surrogate in a filter', subscribePacket(SURROGATE), 'topic filter is not UTF-8'],
  ['an empty topic', publishPacket('', 'x'), 'an empty topic'],
  ['an endless topic', publishPacket('a'.repeat(257), 'x'), 'a topic that is too long'],
  ['a wildcard in a topic', publishPacket('a/+', 'x'), 'a wildcard in a topic'],
  ['packet id 0 in publish', publishPacket('a', 'x', 0), 'packet identifier 0'],
  ['packet id 0 in subscribe', subscribePacket('a', 0), 'packet identifier 0'],
  ['packet id 0 in puback', packet(0x40, number16(0)), 'packet identifier 0'],
  ['no packet id', packet(0x32, text('a')), 'packet identifier is cut off'],
  ['QoS 3', packet(0x36, text('a'), number16(1)), 'QoS 3'],
  ['a duplicate with QoS 0', packet(0x38, text('a')), 'a duplicate with QoS 0'],
  ['a subscription with QoS 3', subscribePacket('a', 1, 3), 'requested QoS beyond 2'],
  ['a subscription to nothing', packet(0x82, number16(1)), 'topic filter is cut off'],
  ['an unsubscription from nothing', packet(0xa2, number16(1)), 'topic filter is cut off'],
  [
    '51 filters',
    packet(0x82, number16(1), ...Array<Buffer>(51).fill(Buffer.concat([text('a'), Buffer.of(0)]))),
    'bytes after the end of 50 topic filters',
  ],
  ['reserved flags', packet(0x80, number16(1), text('a'), Buffer.of(0)), 'reserved flags are set'],
  ['a text longer than its packet', packet(0x32, Buffer.of(0xff, 0xff, 97)), 'topic is cut off'],
  ['content in a ping', packet(0xc0, Buffer.of(1)), 'bytes after the end of a packet without content'],
  ['a puback of three bytes', packet(0x40, Buffer.of(0, 1, 0)), 'bytes after the end of an acknowledgement'],
  [
    'a server’s packet',
    packet(0x20, Buffer.of(0, 0)),
    'packet type 2 is not for clients (this broker speaks MQTT 3.1.1)',
  ],
  ['MQTT 5’s AUTH', packet(0xf0), 'packet type 15 is not for clients (this broker speaks MQTT 3.1.1)'],
  [
    'a length of five bytes',
    Buffer.of(0x30, 0xff, 0xff, 0xff, 0xff, 1),
    'a remaining length of more than four bytes',
  ],
  [
    'a packet announced too large',
    Buffer.of(0x30, 0xff, 0xff, 0xff, 0x7f),
    'a packet of 268435460 bytes where 10000 are allowed',
  ],
  ['a second CONNECT', HELLO, 'a second CONNECT'],
])('INVALID %s', (_name, bytes, words) => {
  expect(afterConnect(bytes)).toEqual({ words });
});

test.each<[string, Buffer, Violation]>([
  ['anything before CONNECT', packet(0xc0), { words: 'a packet before CONNECT' }],
  [
    'MQTT 5',
    connectPacket({ clientId: 'a', level: 5 }),
    { words: 'protocol MQTT level 5: speak MQTT 3.1.1', connack: 1 },
  ],
  [
    'MQTT 3.1',
    connectPacket({ clientId: 'a', protocol: 'MQIsdp', level: 3 }),
    { words: 'protocol MQIsdp level 3: speak MQTT 3.1.1', connack: 1 },
  ],
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: example.org\r\n\r\n'), { words: 'a packet before CONNECT' }],
  ['another protocol', connectPacket({ clientId: 'a', protocol: 'XMPP' }), { words: 'not MQTT' }],
  [
    'an empty client id',
    connectPacket({ clientId: '', clean: false }),
    { words: 'an empty client id with a kept session', connack: 2 },
  ],
  [
    'a NUL in the client id',
    connectPacket({ clientId: 'a\0' }),
    { words: 'client id holds a control character' },
  ],
  [
    'a surrogate in the client id',
    connectPacket({ clientId: SURROGATE }),
    { words: 'client id is not UTF-8' },
  ],
  ['will QoS 3', connectPacket({ clientId: 'a', willTopic: 'a', willQos: 3 }), { words: 'will QoS 3' }],
  [
    'a will on a wildcard',
    connectPacket({ clientId: 'a', willTopic: 'a/#' }),
    { words: 'a will topic that is no topic' },
  ],
  [
    'a will’s flags without a will',
    connectPacket({ clientId: 'a', willQos: 1 }),
    { words: 'will flags without a will' },
  ],
  [
    'a retained will without a will',
    connectPacket({ clientId: 'a', extraFlags: 32 }),
    { words: 'will flags without a will' },
  ],
  [
    'the reserved flag',
    connectPacket({ clientId: 'a', extraFlags: 1 }),
    { words: 'reserved connect flag is set' },
  ],
  [
    'a password alone',
    connectPacket({ clientId: 'a', password: 'x' }),
    { words: 'a password without a user name' },
  ],
  [
    'a flag for a user name that is missing',
    connectPacket({ clientId: 'a', extraFlags: 128 }),
    { words: 'user name is cut off' },
  ],
  [
    'bytes after the end',
    packet(0x10, connectPacket({ clientId: 'a' }).subarray(2), Buffer.of(0)),
    { words: 'bytes after the end of CONNECT' },
  ],
  [
    '5 KB before log-in',
    connectPacket({ clientId: 'a', username: 'u', password: 'x'.repeat(5_000) }),
    { words: 'a packet of 5021 bytes where 4096 are allowed' },
  ],
])('INVALID as the first packet: %s', (_name, bytes, violation) => {
  expect(new PacketSplitter().take(bytes).violation).toEqual(violation);
});

test('packets come out whole however the bytes are cut, and what precedes a violation still counts', () => {
  const splitter = new PacketSplitter();
  const stream = Buffer.concat([
    HELLO,
    publishPacket('a', 'x'.repeat(300)),
    packet(0xc0),
    publishPacket('a', 'x', 0),
  ]);
  const packets: Buffer[] = [];
  let words: string | undefined;
  for (let at = 0; at < stream.length; at += 7) {
    const taken = splitter.take(stream.subarray(at, at + 7));
    packets.push(...taken.packets.map((one) => Buffer.from(one)));
    words ??= taken.violation?.words;
  }
  expect(Buffer.concat(packets)).toEqual(
    stream.subarray(0, stream.length - publishPacket('a', 'x', 0).length),
  );
  expect(words).toBe('packet identifier 0');
});
