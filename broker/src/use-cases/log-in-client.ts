import { mayPublish, type Principal } from '@tanglegate/core/mqtt/rights';
import { MAX_CONNECTIONS_PER_CREDENTIAL, maxPacketBytes } from '../domain/limits.ts';
import type { Credentials } from '../ports/credentials.ts';
import type { ConnectRequest, LogIn } from '../ports/log-in.ts';

/**
 * Judges a CONNECT as a whole, before a session exists: who, and with which last will. A will is a message published
 * later, so it takes the same right as publishing it now; finding out only when the device dies would be too late.
 */
export function logInClient(
  { credentials }: { credentials: Pick<Credentials, 'verify'> },
  request: ConnectRequest,
): LogIn {
  const { username, password, will } = request;
  if (username === undefined || username === '' || password === undefined) {
    return refused(5, 'no user name and password: this broker knows no anonymous clients');
  }
  const principal = credentials.verify(username, password);
  if (principal === undefined) return refused(4, 'user name or password is wrong, or was revoked');
  if (request.otherConnections >= MAX_CONNECTIONS_PER_CREDENTIAL) {
    return refused(3, `this credential already has ${MAX_CONNECTIONS_PER_CREDENTIAL} connections`);
  }
  if (will !== undefined && !mayLeave(principal, will)) {
    return refused(5, `no right to leave a last will${will.retain ? ', retained,' : ''} on ${will.topic}`);
  }
  return { accepted: true, username, principal, maxPacketBytes: maxPacketBytes(principal) };
}

function mayLeave(principal: Principal, will: { topic: string; retain: boolean }): boolean {
  return mayPublish(principal, will.topic, will.retain);
}

function refused(returnCode: 3 | 4 | 5, words: string): LogIn {
  return { accepted: false, returnCode, words };
}
