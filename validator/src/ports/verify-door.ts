import type { Principal } from '@tanglegate/core/mqtt/rights';

/**
 * Whose MQTT credential is this? Undefined where it is nobody's.
 * @throws TanglegateError `broker-unreachable`
 */
export type VerifyDoor = (username: string, password: string) => Promise<Principal | undefined>;
