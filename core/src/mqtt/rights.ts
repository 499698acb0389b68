import type { DoorId, VenueId } from '../ids.ts';
import { parseTopic, topicTable, type ParsedTopic, type Role } from './topic-table.ts';

/** Whoever holds a credential of the broker. */
export type Principal =
  | { readonly role: 'door'; readonly venue: VenueId; readonly door: DoorId }
  | { readonly role: 'gate'; readonly venue: VenueId; readonly door: DoorId; readonly relayPrefix?: string }
  | { readonly role: 'validator'; readonly venue: VenueId }
  | { readonly role: 'checkout' }
  /** A relay on the wall: everything below its own prefix, which must not begin with `tg/`, and nothing else. */
  | { readonly role: 'relay'; readonly relayPrefix: string };

function isAtHome(principal: Principal, topic: ParsedTopic): boolean {
  switch (principal.role) {
    case 'door':
    case 'gate':
      return topic.venue === principal.venue && topic.door === principal.door;
    case 'validator':
      return topic.venue === principal.venue;
    case 'checkout':
      return true;
    case 'relay':
      return false;
  }
}

function isRelayTopic(principal: Principal, topic: string): boolean {
  const prefix = principal.role === 'relay' || principal.role === 'gate' ? principal.relayPrefix : undefined;
  return prefix !== undefined && prefix !== '' && !prefix.startsWith('tg') && topic.startsWith(`${prefix}/`);
}

const hasRole = (roles: readonly Role[], principal: Principal): boolean =>
  principal.role !== 'relay' && roles.includes(principal.role);

/** May this principal publish here? `retain` only where the table says so, and never a relay command: a retained one opens a gate at night. */
export function mayPublish(principal: Principal, topic: string, retain: boolean): boolean {
  if (/[+#]/.test(topic)) return false;
  if (isRelayTopic(principal, topic)) return !retain || principal.role === 'relay';
  const parsed = parseTopic(topic);
  if (parsed === undefined || parsed.door === '+') return false;
  const row = topicTable[parsed.name];
  return hasRole(row.publish, principal) && isAtHome(principal, parsed) && (!retain || row.retain);
}

/** May this principal subscribe to this filter? `+` for the door is for validators and the checkout; `#` only below a relay's own prefix. */
export function maySubscribe(principal: Principal, filter: string): boolean {
  if (isRelayTopic(principal, filter)) return true;
  const parsed = parseTopic(filter);
  if (parsed === undefined) return false;
  return hasRole(topicTable[parsed.name].subscribe, principal) && isAtHome(principal, parsed);
}
