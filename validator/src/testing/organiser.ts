import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { millis, type Millis } from '@tanglegate/core/clock';
import {
  doorIdSchema,
  eventIdSchema,
  eventNumberSchema,
  organiserIdSchema,
  scanIdSchema,
  ticketIdSchema,
  tierIdSchema,
  tierNumberSchema,
  venueIdSchema,
  zoneIdSchema,
  type KeyId,
  type ScanId,
  type TicketId,
} from '@tanglegate/core/ids';
import { signLivePass } from '@tanglegate/core/pass/live-pass';
import { signStaticPass, type StaticPassClaims } from '@tanglegate/core/pass/static-pass';
import type { Fact, FactOf, RegisterEntry } from '@tanglegate/core/register/facts';
import { keyIdOf } from '@tanglegate/did/verify';

/** 14 November 2026, 18:00 UTC: the doors open; 19:00 in Berlin. */
export const OPENS = millis(Date.UTC(2026, 10, 14, 18));
export const CLOSES = millis(Date.UTC(2026, 10, 15, 2));
export const NOW = millis(Date.UTC(2026, 10, 14, 19, 14));

export const venue = venueIdSchema.parse('main');
export const doors = {
  north1: doorIdSchema.parse('north-1'),
  north2: doorIdSchema.parse('north-2'),
  balcony: doorIdSchema.parse('balcony-1'),
  kitchen: doorIdSchema.parse('kitchen'),
};
export const zones = {
  floor: zoneIdSchema.parse('floor'),
  balcony: zoneIdSchema.parse('balcony'),
  kitchen: zoneIdSchema.parse('kitchen'),
};
export const numbers = {
  event: eventNumberSchema.parse(1),
  floor: tierNumberSchema.parse(1),
  balcony: tierNumberSchema.parse(2),
  live: tierNumberSchema.parse(3),
};

export const later = (at: Millis, ms: number): Millis => millis(at + ms);
export const newTicket = (): TicketId => ticketIdSchema.parse(randomBytes(16).toString('hex'));
export const newScanId = (): ScanId => scanIdSchema.parse(randomBytes(10).toString('hex'));
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Raw public key bytes as hex, from the end of the SubjectPublicKeyInfo. */
function rawPublicKey(key: KeyObject, bytes: number): string {
  return key.export({ format: 'der', type: 'spki' }).subarray(-bytes).toString('hex');
}

/** A key of the organiser, really signing. */
export function makeOrganiser(id = 'demo') {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = rawPublicKey(publicKey, 32);
  const kid = keyIdOf(raw);
  const organiser = organiserIdSchema.parse(id);
  return {
    kid,
    organiser,
    keyAdded: { kind: 'key-added', kid, alg: 'EdDSA', publicKey: raw, organiser } satisfies Fact,
    /** Under this key's own name, or, as a forger would, under another's. */
    sign: (claims: StaticPassClaims, as: KeyId = kid) =>
      signStaticPass(claims, { kid: as, sign: (bytes) => sign(null, bytes, privateKey) }),
  };
}
export type Organiser = ReturnType<typeof makeOrganiser>;

/** A holder's phone. */
export function makeHolder() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    holderKey: rawPublicKey(publicKey, 65),
    show: (ticket: TicketId, issuedAt: Millis) =>
      signLivePass({ ticket, issuedAt }, (bytes) =>
        sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
      ),
  };
}

/** One event with two zones in use, a third that it does not use, and four doors. */
export function venueFacts(organiser: Organiser): Fact[] {
  const zone = (id: FactOf<'zone'>['zone'], name: string): Fact => ({ kind: 'zone', zone: id, venue, name });
  const door = (id: FactOf<'door'>['door'], of: FactOf<'zone'>['zone'], name: string): Fact => ({
    ...{ kind: 'door', door: id, venue, zone: of, name },
  });
  return [
    organiser.keyAdded,
    zone(zones.floor, 'Floor'),
    zone(zones.balcony, 'Balcony'),
    zone(zones.kitchen, 'Kitchen'),
    door(doors.north1, zones.floor, 'North 1'),
    door(doors.north2, zones.floor, 'North 2'),
    door(doors.balcony, zones.balcony, 'Balcony 1'),
    door(doors.kitchen, zones.kitchen, 'Kitchen door'),
    eventFact(organiser),
  ];
}

export function eventFact(organiser: Organiser, changes: Partial<FactOf<'event'>> = {}): FactOf<'event'> {
  const tier = (number: (typeof numbers)['floor'], id: string, name: string, pass: 'static' | 'live') => ({
    ...{ number, id: tierIdSchema.parse(id), name, pass, zones: [zones.floor] },
  });
  return {
    kind: 'event',
    event: eventIdSchema.parse('concert'),
    number: numbers.event,
    organiser: organiser.organiser,
    venue,
    name: 'Concert',
    timeZone: 'Europe/Berlin',
    opensAt: OPENS,
    startsAt: later(OPENS, 3_600_000),
    closesAt: CLOSES,
    tiers: [
      { ...tier(numbers.floor, 'floor', 'Standing', 'static'), note: 'collect wristband' },
      { ...tier(numbers.balcony, 'balcony', 'Seated', 'static'), zones: [zones.floor, zones.balcony] },
      tier(numbers.live, 'live', 'App only', 'live'),
    ],
    ...changes,
  };
}

/** A ticket with its pass, as the checkout would announce it. */
export async function issueTicket(organiser: Organiser, tier = numbers.floor) {
  const ticket = newTicket();
  const pass = await organiser.sign({ ticket, event: numbers.event, tier });
  const issued = {
    ...{ kind: 'ticket-issued' as const, ticket, event: numbers.event, tier, digest: digestOf(pass) },
  } satisfies Fact;
  return { ticket, pass, issued };
}

export function numbered(facts: readonly Fact[], first = 1): RegisterEntry[] {
  return facts.map((fact, i) => ({ n: first + i, at: NOW, fact }));
}
