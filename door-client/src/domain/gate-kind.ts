/** Which gate hangs on a door. */
export type GateKind =
  | {
      readonly kind: 'simulated';
      /** How long one pulse takes; 800 by default. */
      readonly movesForMs?: number;
    }
  | {
      readonly kind: 'mqtt-relay';
      /** The relay's topics begin with this. */
      readonly prefix: string;
      /** Published on `<prefix>/set`; `ON` by default. */
      readonly command?: string;
      /** Awaited on `<prefix>/state`; `ON` by default. */
      readonly acknowledgement?: string;
      /** 2,000 by default. */
      readonly timeoutMs?: number;
    };
