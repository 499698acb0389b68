import type { Millis } from '@tanglegate/core/clock';
import type { Principal } from '@tanglegate/core/mqtt/rights';

export const MAX_LABEL_CHARACTERS = 80;

/** What may be shown of a credential. Its secret was shown once; only the secret's SHA-256 is kept. */
export interface Credential {
  readonly username: string;
  readonly principal: Principal;
  /** The operator's words: which device has it. */
  readonly label: string;
  readonly createdAt: Millis;
  readonly revokedAt?: Millis;
  readonly lastSeenAt?: Millis;
}

/** `door.north-1.x7k2pq`: says whose it is in every log line, and a new one never replaces an old one. */
export function usernameOf(principal: Principal, random: string): string {
  switch (principal.role) {
    case 'door':
    case 'gate':
      return `${principal.role}.${principal.door}.${random}`;
    case 'validator':
      return `validator.${principal.venue}.${random}`;
    case 'checkout':
    case 'relay':
      return `${principal.role}.${random}`;
  }
}

/**
 * Of two connections with one client id a broker closes the older (MQTT-3.1.4-2): with free ids, any door could throw out any other.
 * So each credential has client ids of its own, whatever its device calls itself; the device never notices.
 */
export function sessionIdOf(username: string, clientId: string): string {
  return `${username}/${clientId}`;
}
