import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import { connect, type MqttClient } from 'mqtt';
import { messageOf } from '@tanglegate/core/errors';
import type { DoorId, VenueId } from '@tanglegate/core/ids';
import { outgoingMessage, type OutgoingMessage } from '@tanglegate/core/mqtt/payload';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import type { Log } from '../../ports/log.ts';
import type { VenueBus, VenueListener } from '../../ports/venue-bus.ts';
import { makeHearMessage } from './hear-message.ts';
import { TurnWriter } from './turn-writer.ts';

export interface BrokerAccess {
  /** `mqtt://`, `mqtts://`, `ws://` or `wss://`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

const RECONNECT_MS = 500;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * The validator's one connection to its venue's broker. It comes back by itself. Nothing is queued while it is away: doors and
 * feeds ask again, and a verdict that is late is worth nothing.
 */
export class BrokerConnection implements VenueBus {
  readonly #venue: VenueId;
  readonly #client: MqttClient;
  readonly #log: Log;
  readonly #verdictTopics = new Map<DoorId, string>();
  #listener: VenueListener | undefined;
  #turn: TurnWriter | undefined;
  #hears = false;
  #trouble = 'not connected yet';

  constructor(access: BrokerAccess, venue: VenueId, log: Log) {
    this.#venue = venue;
    this.#log = log;
    this.#client = connect(access.url, {
      username: access.username,
      password: access.password,
      clientId: `validator-${randomBytes(6).toString('hex')}`,
      protocolVersion: 4,
      clean: true,
      resubscribe: false,
      reconnectPeriod: RECONNECT_MS,
      reconnectOnConnackError: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      manualConnect: true,
    });
  }

  /** From here on messages arrive. */
  start(listener: VenueListener): void {
    this.#listener = listener;
    const hear = makeHearMessage(listener, this.#log);
    this.#client.on('message', (topic, payload, packet) => {
      hear(topic, payload, packet.retain);
    });
    this.#client.on('packetreceive', () => this.#turn?.hold());
    this.#client.on('connect', () => {
      const { stream } = this.#client;
      this.#turn = stream instanceof Socket ? new TurnWriter(stream) : undefined;
      void this.#subscribe();
    });
    this.#client.on('close', () => {
      // After an error, its words say more.
      if (this.#hears) this.#lose('the connection was closed');
    });
    this.#client.on('error', (error) => {
      this.#lose(messageOf(error));
    });
    this.#client.connect();
  }

  isConnected(): boolean {
    return this.#hears && this.#client.connected;
  }

  /** In words, while it is not connected. */
  trouble(): string | undefined {
    return this.isConnected() ? undefined : this.#trouble;
  }

  async stop(): Promise<void> {
    this.#hears = false;
    await this.#client.endAsync(true);
  }

  sendAnswer(door: DoorId, answer: string): void {
    let topic = this.#verdictTopics.get(door);
    if (topic === undefined) {
      topic = topicOf('verdict', { venue: this.#venue, door });
      this.#verdictTopics.set(door, topic);
    }
    this.#send({ topic, payload: answer, options: { qos: 1, retain: false } });
  }

  askRegister: VenueBus['askRegister'] = (ack) => {
    this.#send(outgoingMessage('registerAck', { venue: this.#venue }, ack));
  };

  sendAdmissions: VenueBus['sendAdmissions'] = (batch) => {
    this.#send(outgoingMessage('admissions', { venue: this.#venue }, batch));
  };

  sendAdmissionsHead: VenueBus['sendAdmissionsHead'] = (head) => {
    this.#send(outgoingMessage('admissionsHead', { venue: this.#venue }, head));
  };

  #send({ topic, payload, options }: OutgoingMessage): void {
    if (!this.isConnected()) return;
    this.#turn?.hold();
    this.#client.publish(topic, payload, options, (error) => {
      if (error) this.#log.warn({ topic, why: messageOf(error) }, 'a message was not taken by the broker');
    });
  }

  async #subscribe(): Promise<void> {
    const venue = this.#venue;
    const everyDoor = { venue, door: '+' } as const;
    try {
      await this.#client.subscribeAsync(
        [
          topicOf('scan', everyDoor),
          topicOf('gate', everyDoor),
          topicOf('register', { venue }),
          topicOf('registerHead', { venue }),
          topicOf('admissionsAck', { venue }),
        ],
        { qos: 1 },
      );
      this.#hears = true;
      this.#log.info({ venue }, 'connected to the broker');
      this.#listener?.connected();
    } catch (error) {
      this.#lose(
        `the broker refused a subscription (${messageOf(error)}): is this a validator's credential for ${venue}?`,
      );
    }
  }

  #lose(why: string): void {
    if (this.#hears) this.#log.warn({ why }, 'the broker is out of reach');
    this.#hears = false;
    this.#trouble = why;
  }
}
