import type { Principal } from '@tanglegate/core/mqtt/rights';

/** A CONNECT whose bytes are known to be sound. */
export interface ConnectRequest {
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly will: { readonly topic: string; readonly retain: boolean } | undefined;
  /** Live connections of this user name under other session ids. */
  readonly otherConnections: number;
}

export type LogIn =
  | {
      readonly accepted: true;
      readonly username: string;
      readonly principal: Principal;
      readonly maxPacketBytes: number;
    }
  | {
      readonly accepted: false;
      /** CONNACK return code (MQTT 3.1.1, table 3.1): 3 not now, 4 credential, 5 no right. */
      readonly returnCode: 3 | 4 | 5;
      /** For our log; names no secret. */
      readonly words: string;
    };

export type LogInClient = (request: ConnectRequest) => LogIn;
