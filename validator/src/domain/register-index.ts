import type { DoorId, EventNumber, KeyId, TicketId, TierNumber, ZoneId } from '@tanglegate/core/ids';
import type { Fact, FactOf, TierFact } from '@tanglegate/core/register/facts';

export interface KnownKey {
  readonly publicKey: string;
  readonly organiser: string;
  readonly revoked: boolean;
}

export interface KnownEvent {
  readonly fact: FactOf<'event'>;
  readonly tiers: ReadonlyMap<TierNumber, TierFact>;
  /** Every zone that some tier of this event opens. */
  readonly zones: ReadonlySet<ZoneId>;
}

interface KnownTicket {
  readonly issued?: FactOf<'ticket-issued'>;
  readonly revoked: boolean;
}

/** What the register says, held in memory. Facts come in order; each replaces what was known under its kind and id. */
export class RegisterIndex {
  readonly #keys = new Map<KeyId, KnownKey>();
  readonly #zones = new Map<ZoneId, FactOf<'zone'>>();
  readonly #doors = new Map<DoorId, FactOf<'door'>>();
  readonly #events = new Map<EventNumber, KnownEvent>();
  readonly #tickets = new Map<TicketId, FactOf<'ticket-issued'>>();
  readonly #revoked = new Set<TicketId>();
  /** A key may be revoked before it is heard of: the end outlives the beginning. */
  readonly #revokedKeys = new Set<KeyId>();

  apply(fact: Fact): void {
    switch (fact.kind) {
      case 'key-added':
        this.#keys.set(fact.kid, { ...fact, revoked: false });
        return;
      case 'key-revoked':
        this.#revokedKeys.add(fact.kid);
        return;
      case 'zone':
        this.#zones.set(fact.zone, fact);
        return;
      case 'door':
        this.#doors.set(fact.door, fact);
        return;
      case 'door-removed':
        this.#doors.delete(fact.door);
        return;
      case 'event':
        this.#events.set(fact.number, knownEvent(fact));
        return;
      case 'ticket-issued':
        this.#tickets.set(fact.ticket, fact);
        return;
      case 'ticket-revoked':
        this.#revoked.add(fact.ticket);
    }
  }

  key(kid: KeyId): KnownKey | undefined {
    const key = this.#keys.get(kid);
    return key !== undefined && this.#revokedKeys.has(kid) ? { ...key, revoked: true } : key;
  }

  zone(id: ZoneId): FactOf<'zone'> | undefined {
    return this.#zones.get(id);
  }

  door(id: DoorId): FactOf<'door'> | undefined {
    return this.#doors.get(id);
  }

  event(number: EventNumber): KnownEvent | undefined {
    return this.#events.get(number);
  }

  ticket(id: TicketId): KnownTicket {
    const issued = this.#tickets.get(id);
    const revoked = this.#revoked.has(id);
    return issued === undefined ? { revoked } : { issued, revoked };
  }
}

function knownEvent(fact: FactOf<'event'>): KnownEvent {
  return {
    fact,
    tiers: new Map(fact.tiers.map((tier) => [tier.number, tier])),
    zones: new Set(fact.tiers.flatMap((tier) => tier.zones)),
  };
}
