import { createHash, randomBytes } from 'node:crypto';
import { connect, ErrorWithReasonCode } from 'mqtt';
import { TanglegateError } from '@tanglegate/core/errors';
import { doorIdSchema, type VenueId } from '@tanglegate/core/ids';
import type { VerifyDoor } from '../../ports/verify-door.ts';

/** How long a credential that the broker took is believed: after a revocation a door may scan over HTTP for so long. */
const BELIEVED_MS = 10_000;
const MOST_BELIEVED = 1_000;
const TIMEOUT_MS = 3_000;
/** CONNACK of MQTT 3.1.1: 4, bad user name or password; 5, not authorised. */
const REFUSED = [4, 5];

/**
 * Asks the broker by connecting as the door (ADR 0012). User names name the role and the door: `door.north-1.k3v9q2`.
 * A connection of its own, with a client id of its own: the door's MQTT connection goes on.
 */
export function checkCredentialByConnecting(url: string, venue: VenueId): VerifyDoor {
  const believedUntil = new Map<string, number>();
  return async (username, password) => {
    const [role, doorText, rest] = username.split('.');
    const door = doorIdSchema.safeParse(doorText);
    if (role !== 'door' || !door.success || rest === undefined) return undefined;
    const principal = { role: 'door', venue, door: door.data } as const;
    const digest = createHash('sha256')
      .update(JSON.stringify([username, password]))
      .digest('hex');
    if ((believedUntil.get(digest) ?? 0) > performance.now()) return principal;
    if (!(await canConnect(url, username, password))) return undefined;
    if (believedUntil.size >= MOST_BELIEVED) believedUntil.clear();
    believedUntil.set(digest, performance.now() + BELIEVED_MS);
    return principal;
  };
}

/** @throws TanglegateError `broker-unreachable` */
async function canConnect(url: string, username: string, password: string): Promise<boolean> {
  const client = connect(url, {
    username,
    password,
    clientId: `door-check-${randomBytes(6).toString('hex')}`,
    protocolVersion: 4,
    clean: true,
    reconnectPeriod: 0,
    connectTimeout: TIMEOUT_MS,
  });
  try {
    return await new Promise<boolean>((resolve, reject) => {
      client.once('connect', () => {
        resolve(true);
      });
      client.once('error', (error) => {
        if (error instanceof ErrorWithReasonCode && REFUSED.includes(error.code)) resolve(false);
        else reject(error);
      });
      client.once('close', () => {
        reject(new Error('the connection was closed'));
      });
    });
  } catch (cause) {
    throw new TanglegateError(
      'broker-unreachable',
      'The broker cannot be asked now: try again in a moment.',
      {
        cause,
      },
    );
  } finally {
    client.end(true);
  }
}
