import { mayPublish, maySubscribe, type Principal } from '@tanglegate/core/mqtt/rights';
import { MAX_RETAINED_TOPICS, MAX_SUBSCRIPTIONS } from '../domain/limits.ts';
import type { RefusalLog } from './refusal-log.ts';

/** One logged-in connection, and what it may do. The rights are core's; here are the refusals, logged, and the bounds on memory. */
export interface Session {
  readonly username: string;
  readonly principal: Principal;
  readonly filters: Set<string>;
}

export class RightsGuard {
  readonly #refusals: RefusalLog;
  readonly #retained = new Map<string, Set<string>>();

  constructor({ refusals }: { refusals: RefusalLog }) {
    this.#refusals = refusals;
  }

  allowsPublish(session: Session, message: { topic: string; retain: boolean; isEmpty: boolean }): boolean {
    const { topic, retain } = message;
    if (!mayPublish(session.principal, topic, retain)) {
      return this.#refuse(session, { topic, retain }, 'no right to publish this here');
    }
    if (!retain || this.#hasRetainedRoom(session.username, message)) return true;
    return this.#refuse(session, { topic }, `more than ${MAX_RETAINED_TOPICS} retained topics`);
  }

  allowsSubscribe(session: Session, filter: string): boolean {
    if (filter.startsWith('$share/')) {
      return this.#refuse(
        session,
        { filter },
        'shared subscriptions are not available: subscribe to the topic',
      );
    }
    if (!maySubscribe(session.principal, filter)) {
      return this.#refuse(session, { filter }, 'no right to subscribe to this');
    }
    if (!session.filters.has(filter) && session.filters.size >= MAX_SUBSCRIPTIONS) {
      return this.#refuse(session, { filter }, `more than ${MAX_SUBSCRIPTIONS} subscriptions`);
    }
    session.filters.add(filter);
    return true;
  }

  #hasRetainedRoom(username: string, { topic, isEmpty }: { topic: string; isEmpty: boolean }): boolean {
    const topics = this.#retained.get(username) ?? new Set();
    this.#retained.set(username, topics);
    if (isEmpty) topics.delete(topic);
    else if (topics.size >= MAX_RETAINED_TOPICS && !topics.has(topic)) return false;
    else topics.add(topic);
    return true;
  }

  #refuse(session: Session, fields: Readonly<Record<string, unknown>>, words: string): false {
    this.#refusals.refuse(session.username, fields, words);
    return false;
  }
}
