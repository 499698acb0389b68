import type { PacketReader } from './packet-reader.ts';
import { PacketRefused } from './violation.ts';

const UNACCEPTABLE_VERSION = 1;
const IDENTIFIER_REJECTED = 2;
const MQTT_3_1_1 = 4;

/** CONNECT's body (MQTT 3.1.1, §3.1). Who it is and what they may do is judged later, from a packet that can be trusted to be whole. */
export function checkConnect(body: PacketReader): void {
  const protocol = body.text('protocol name');
  if (protocol !== 'MQTT' && protocol !== 'MQIsdp') throw new PacketRefused('not MQTT');
  const level = body.byte('protocol level');
  if (protocol !== 'MQTT' || level !== MQTT_3_1_1) {
    throw new PacketRefused(`protocol ${protocol} level ${level}: speak MQTT 3.1.1`, UNACCEPTABLE_VERSION); // MQTT-3.1.2-2
  }
  const flags = readFlags(body.byte('connect flags'));
  body.number16('keep alive');
  const clientId = body.text('client id');
  if (clientId === '' && !flags.clean) {
    throw new PacketRefused('an empty client id with a kept session', IDENTIFIER_REJECTED); // MQTT-3.1.3-8
  }
  if (flags.will) {
    checkWillTopic(body.text('will topic'));
    body.data('will message');
  }
  if (flags.username) body.text('user name');
  if (flags.password) body.data('password');
  body.end('CONNECT');
}

function readFlags(byte: number): Record<'clean' | 'will' | 'username' | 'password', boolean> {
  const [will, willQos, willRetain] = [(byte & 4) !== 0, (byte >> 3) & 3, (byte & 32) !== 0];
  const [username, password] = [(byte & 128) !== 0, (byte & 64) !== 0];
  if ((byte & 1) !== 0) throw new PacketRefused('reserved connect flag is set'); // MQTT-3.1.2-3
  if (willQos === 3) throw new PacketRefused('will QoS 3'); // MQTT-3.1.2-14
  if (!will && (willQos > 0 || willRetain)) throw new PacketRefused('will flags without a will'); // MQTT-3.1.2-13, -15
  if (password && !username) throw new PacketRefused('a password without a user name'); // MQTT-3.1.2-22
  return { clean: (byte & 2) !== 0, will, username, password };
}

function checkWillTopic(topic: string): void {
  if (topic === '' || /[+#]/.test(topic)) throw new PacketRefused('a will topic that is no topic');
}
