import { SECOND, type Millis } from '@tanglegate/core/clock';
import type { VenueId } from '@tanglegate/core/ids';
import type { Direction } from '@tanglegate/core/mqtt/scan';
import type { Pass } from '@tanglegate/core/pass/parse-pass';
import type { Refusal } from '@tanglegate/core/refusals';
import type { FactOf, TierFact } from '@tanglegate/core/register/facts';
import type { RefusalRuling, Ruling, Seen } from './finding.ts';
import type { KnownEvent, RegisterIndex } from './register-index.ts';
import { tellTime } from './words.ts';

/** A live pass is shown anew every 15 s; DESIGN: "a screenshot is worthless half a minute later". */
const LIVE_PASS_LASTS = 30 * SECOND;
/** A phone's clock may run this much ahead of the door's. */
const CLOCKS_DIFFER = 10 * SECOND;

/** A pass whose signature was found good, shown at a door. */
export interface Showing {
  readonly pass: Pass;
  readonly door: FactOf<'door'>;
  readonly venue: VenueId;
  readonly direction: Direction;
  /** By the validator's clock. */
  readonly now: Millis;
  /** When the door saw the pass. */
  readonly seenAt: Millis;
  /** This validator knows that the register has more than it has read. */
  readonly behind: boolean;
}

type More = Partial<Pick<RefusalRuling, 'boundary' | 'timeZone' | 'event'>>;

export function refusal(reason: Refusal, words: string, seen: Seen = {}, more: More = {}): RefusalRuling {
  return { kind: 'refuse', reason, words, seen, ...more };
}

/** What the register and the clock say about a pass that is truly signed. */
export function judgePass(register: RegisterIndex, showing: Showing): Ruling {
  const { pass, door } = showing;
  const { issued, revoked } = register.ticket(pass.ticket);
  const zoneName = register.zone(door.zone)?.name ?? door.zone;
  const place = { ticket: pass.ticket, zone: door.zone, zoneName };
  // A live pass names no event; an unknown one was refused before its signature could be checked.
  const names = issued ?? (pass.kind === 'static' ? pass : undefined);
  if (names === undefined) return refusal('not-in-register', 'This ticket is not in the register', place);
  const event = register.event(names.event);
  if (event === undefined)
    return refusal('wrong-event', 'This ticket is for an event that is not held here', place);
  if (pass.kind === 'static' && register.key(pass.kid)?.organiser !== event.fact.organiser)
    return refusal('unknown-issuer', 'Signed by another organiser than this event’s', place);
  const tier = event.tiers.get(names.tier);
  const seen: Seen = { ...place, eventName: event.fact.name, ...(tier && { tierName: tier.name }) };
  const about = { event: names.event };
  if (revoked)
    return refusal('revoked', 'This ticket was revoked: send the guest to the counter', seen, about);
  const elsewhere = wrongPlace(register, showing, event, tier, seen);
  if (elsewhere !== undefined) return elsewhere;
  if (tier === undefined || (issued === undefined && !showing.behind))
    return refusal(
      'not-in-register',
      'Truly signed, but not in the register: send the guest to the counter',
      seen,
      about,
    );
  return (
    wrongKindOfPass(showing, tier, seen, about) ??
    wrongTime(showing, event.fact, seen) ?? {
      kind: 'use',
      ticket: pass.ticket,
      event: names.event,
      tier: names.tier,
      zone: door.zone,
      // Rules of re-entry are not part of a tier yet: who left has used the ticket.
      reEntry: false,
      live: pass.kind === 'live',
      timeZone: event.fact.timeZone,
      ...(issued === undefined && { flagged: 'not-yet-in-register' as const }),
      ...(tier.note !== undefined && { note: tier.note }),
      seen,
    }
  );
}

function wrongPlace(
  register: RegisterIndex,
  { door, venue }: Showing,
  { fact, zones }: KnownEvent,
  tier: TierFact | undefined,
  seen: Seen,
): RefusalRuling | undefined {
  const about = { event: fact.number };
  if (fact.venue !== venue)
    return refusal('wrong-event', `This ticket is for ${fact.name}, at another venue`, seen, about);
  if (!zones.has(door.zone))
    return refusal(
      'wrong-event',
      `This ticket is for ${fact.name}, which does not use this door`,
      seen,
      about,
    );
  if (tier === undefined || tier.zones.includes(door.zone)) return undefined;
  const [first] = tier.zones;
  const good = first === undefined ? undefined : (register.zone(first)?.name ?? first);
  return refusal(
    'wrong-zone',
    `Not good for this zone: send the guest to ${good ?? 'the counter'}`,
    seen,
    about,
  );
}

function wrongKindOfPass(
  { pass, seenAt }: Showing,
  tier: TierFact,
  seen: Seen,
  about: More,
): RefusalRuling | undefined {
  if (pass.kind === 'static') {
    if (tier.pass === 'static') return undefined;
    return refusal(
      'live-pass-required',
      'Paper or a picture is not enough: ask for the live page',
      seen,
      about,
    );
  }
  const age = seenAt - pass.issuedAt;
  if (age <= LIVE_PASS_LASTS && age >= -CLOCKS_DIFFER) return undefined;
  const words =
    age > 0
      ? 'Screenshot or old pass: ask for the live page'
      : 'The phone’s clock is ahead: ask the guest to set it by the network';
  return refusal('stale-pass', words, seen, about);
}

/** Times in the pass stand in for the event's own. Who is inside may leave at any time. */
function wrongTime(
  { pass, direction, now }: Showing,
  event: FactOf<'event'>,
  seen: Seen,
): RefusalRuling | undefined {
  if (direction === 'out') return undefined;
  const { timeZone } = event;
  const own = pass.kind === 'static' ? pass : undefined;
  const opens = own?.notBefore ?? event.opensAt;
  const closes = own?.expires ?? event.closesAt;
  const more = (boundary: Millis): More => ({ boundary, timeZone, event: event.number });
  if (now < opens)
    return refusal('too-early', `Entry begins ${tellTime(opens, now, timeZone)}`, seen, more(opens));
  if (now >= closes)
    return refusal('too-late', `Entry ended ${tellTime(closes, now, timeZone)}`, seen, more(closes));
  return undefined;
}
