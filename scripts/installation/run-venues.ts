import { join } from 'node:path';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import type { DoorView } from '@tanglegate/core/http/doors';
import { messageOf } from '@tanglegate/core/errors';
import type { DoorId, VenueId } from '@tanglegate/core/ids';
import { composeGate, type RunningGate } from '@tanglegate/door-client/compose-gate';
import { composeValidator, type Validator } from '@tanglegate/validator/compose';
import { validatorSettings } from '@tanglegate/validator/settings';
import type { Logger } from 'pino';
import type { ServiceCredentials } from './service-credentials.ts';

interface Parts {
  readonly dataFolder: string;
  readonly credentials: ServiceCredentials;
  readonly verifyDoor: (username: string, password: string) => Promise<Principal | undefined>;
  readonly listDoors: () => Promise<DoorView[]>;
  readonly simulatedGates: boolean;
  readonly log: Logger;
}

/** An event at a new venue may be imported at any time: its validator and gates start within this. */
const LOOK_EVERY_MS = 2_000;

/** One validator for each venue that has a door, and a simulated gate for each door where that is wished. */
export class Venues {
  readonly #parts: Parts;
  readonly #validators = new Map<VenueId, Validator>();
  readonly #gates = new Map<DoorId, RunningGate>();
  #timer: NodeJS.Timeout | undefined;
  #work = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  validatorOf(venue: VenueId): Validator | undefined {
    return this.#validators.get(venue);
  }

  async start(): Promise<void> {
    await this.#lookOnce();
    this.#timer = setInterval(() => {
      this.#work = this.#lookOnce().catch((error: unknown) => {
        this.#parts.log.error({ error: messageOf(error) }, 'a venue could not be started');
      });
    }, LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#work;
    await Promise.all([...this.#gates.values(), ...this.#validators.values()].map((part) => part.close()));
  }

  async #lookOnce(): Promise<void> {
    const doors = await this.#parts.listDoors();
    // Gates first: a validator's first verdicts answer scans that have waited, and their gates should hear them.
    for (const { id: door, venue } of doors) {
      if (this.#parts.simulatedGates && !this.#gates.has(door)) this.#startGate(venue, door);
    }
    for (const { venue } of doors) {
      if (!this.#validators.has(venue)) await this.#startValidator(venue);
    }
  }

  async #startValidator(venue: VenueId): Promise<void> {
    const { dataFolder, credentials, verifyDoor, log } = this.#parts;
    const mqtt = credentials.issue({ role: 'validator', venue });
    const parts = { mqtt, verifyDoor, log: log.child({ part: 'validator', venue }) };
    this.#validators.set(venue, await composeValidator(validatorSettings(dataFolder, venue), parts));
  }

  #startGate(venue: VenueId, door: DoorId): void {
    const { dataFolder, credentials, log } = this.#parts;
    const settings = {
      venue,
      door,
      mqtt: credentials.issue({ role: 'gate', venue, door }),
      dataFolder: join(dataFolder, 'gates'),
      gate: { kind: 'simulated' },
    } as const;
    this.#gates.set(door, composeGate(settings, { log: log.child({ part: 'gate', door }) }));
  }
}
