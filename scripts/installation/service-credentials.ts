import type { Broker } from '@tanglegate/broker/compose';
import type { Principal } from '@tanglegate/core/mqtt/rights';

const LABEL = 'npm start';

export interface ServiceCredentials {
  /** A credential that is good until this process ends. */
  issue(principal: Principal): { url: string; username: string; password: string };
}

/** Credentials of the parts inside this process: new at each start, kept nowhere, the last start's revoked. */
export function serviceCredentials({ credentials, tcpUrl }: Broker): ServiceCredentials {
  for (const { username, label, revokedAt } of credentials.list()) {
    if (label === LABEL && revokedAt === undefined) credentials.revoke(username);
  }
  return { issue: (principal) => ({ url: tcpUrl, ...credentials.issue(principal, LABEL) }) };
}
