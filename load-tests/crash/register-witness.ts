import type { VenueId } from '@tanglegate/core/ids';
import type { FeedHead, RegisterBatch } from '@tanglegate/core/mqtt/feed';
import { outgoingMessage } from '@tanglegate/core/mqtt/payload';
import { topicOf } from '@tanglegate/core/mqtt/topic-table';
import { connectAsync } from 'mqtt';
import type { Witnessed } from './compare.ts';

/** A register reader that outlives every kill, and never forgets what a number meant. */
export interface RegisterWitness {
  readonly witnessed: () => Witnessed;
  /** Whether it has every number up to the head that it last heard of; asks for what is missing. */
  level(): Promise<boolean>;
  close(): Promise<void>;
}

export async function witnessRegister(
  access: { url: string; username: string; password: string },
  venue: VenueId,
): Promise<RegisterWitness> {
  const { url, username, password } = access;
  const facts = new Map<number, string>();
  let head: FeedHead | undefined;
  let have = 0;
  let changed = 0;
  const client = await connectAsync(url, { username, password, clientId: username });

  function take({ feed, entries }: RegisterBatch): void {
    if (head !== undefined && feed !== head.feed) changed++;
    for (const { n, fact } of entries) {
      const text = JSON.stringify(fact);
      if (facts.has(n) && facts.get(n) !== text) changed++;
      facts.set(n, text);
    }
    while (facts.has(have + 1)) have++;
  }
  client.on('message', (topic, payload) => {
    const message: unknown = JSON.parse(payload.toString());
    // Not through the schemas: a fact's text is compared with the one in the checkout's table, and so keeps its order.
    if (topic === topicOf('registerHead', { venue })) head = message as FeedHead;
    else take(message as RegisterBatch); // The other of the two topics that were subscribed to.
  });
  await client.subscribeAsync([topicOf('register', { venue }), topicOf('registerHead', { venue })], {
    qos: 1,
  });
  return {
    witnessed: () => ({ facts, changed }),
    async level() {
      if (head === undefined) return false;
      const ack = { feed: head.feed, reader: 'witness', have, ask: true } as const;
      const { topic, payload, options } = outgoingMessage('registerAck', { venue }, ack);
      await client.publishAsync(topic, payload, options);
      return have >= head.head;
    },
    close: () => client.endAsync(true),
  };
}
