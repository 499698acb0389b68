import type { DoorCredential } from '@tanglegate/core/http/doors';
import { readFragment, readPasted, type EnrolmentLink } from '../domain/enrolment-link.ts';
import type { CredentialStore, Enrol, EnrolProblem } from '../ports/device.ts';
import type { App, AppState, Door } from '../ports/door.ts';

interface Parts {
  readonly credentials: CredentialStore;
  readonly enrol: Enrol;
  /** Of this page, to tell a link of another checkout. */
  readonly host: string;
  readonly openDoor: (credential: DoorCredential, changed: () => void) => Door;
}

/** Not enrolled ──link──▶ enrolling ──credential──▶ enrolled ──"forget this door"──▶ not enrolled. */
export class RunningApp implements App {
  readonly #parts: Parts;
  readonly #listeners = new Set<() => void>();
  #door: Door | undefined;
  #state: AppState = { kind: 'not-enrolled' };

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#enter(parts.credentials.load());
  }

  readonly state = (): AppState => this.#state;
  readonly door = (): Door | undefined => this.#door;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly enrolWith = (pasted: string): void => {
    void this.#follow(readPasted(pasted, this.#parts.host));
  };

  /** The address bar has changed. The caller has taken the fragment out of it already. */
  readonly openFragment = (fragment: string): void => {
    if (fragment.startsWith('#enrol')) void this.#follow(readFragment(fragment));
  };

  readonly forget = (): void => {
    this.#leave();
    this.#parts.credentials.forget();
    this.#enter(undefined);
  };

  readonly dismissProblem = (): void => {
    if (this.#state.kind === 'enrolled') this.#enter(this.#state.credential);
  };

  /** A link that fails leaves a door that works as it was. */
  async #follow(link: EnrolmentLink): Promise<void> {
    const { credentials, enrol } = this.#parts;
    const before = this.#state.kind === 'enrolled' ? this.#state.credential : undefined;
    if (link.kind !== 'code') {
      this.#enter(before, link.kind === 'none' ? { kind: 'not-a-link' } : link);
      return;
    }
    this.#show({ kind: 'enrolling' });
    const enrolled = await enrol(link.code);
    if (!enrolled.ok) {
      this.#enter(before, enrolled.problem);
      return;
    }
    this.#leave();
    credentials.save(enrolled.credential);
    this.#enter(enrolled.credential);
  }

  #enter(credential: DoorCredential | undefined, problem?: EnrolProblem): void {
    const because = problem !== undefined && { problem };
    if (credential === undefined) {
      this.#show({ kind: 'not-enrolled', ...because });
      return;
    }
    this.#door ??= this.#parts.openDoor(credential, this.#tell);
    this.#show({ kind: 'enrolled', credential, ...because });
  }

  #leave(): void {
    this.#door?.close();
    this.#door = undefined;
  }

  #show(state: AppState): void {
    this.#state = state;
    this.#tell();
  }

  readonly #tell = (): void => {
    for (const listener of this.#listeners) listener();
  };
}
