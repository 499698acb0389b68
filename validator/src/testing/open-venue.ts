import { expect, vi } from 'vitest';
import type { DoorId } from '@tanglegate/core/ids';
import type { Fact } from '@tanglegate/core/register/facts';
import { composeValidator, type Validator } from '../compose.ts';
import type { VerifyDoor } from '../ports/verify-door.ts';
import { later, makeOrganiser, NOW, venue, venueFacts } from './organiser.ts';
import { makeFolder, startBroker, TestCheckout, TestDoor } from './test-venue.ts';

interface Wishes {
  readonly mostPending?: number;
  readonly verifyDoor?: VerifyDoor;
}

/** A venue with a real broker, a checkout that publishes the register, and a validator on a real file. */
export async function openVenue(wishes: Wishes = {}) {
  const undo: (() => Promise<void>)[] = [];
  const folder = makeFolder();
  const broker = await startBroker();
  const organiser = makeOrganiser();
  const checkout = await TestCheckout.connect(broker.url);
  const logged: string[] = [];
  const note = (facts: object, words: string): number => logged.push(`${words} ${JSON.stringify(facts)}`);
  const log = { info: note, warn: note, error: note };
  let now = NOW;

  const startValidator = async (): Promise<Validator> => {
    const { mostPending = 2_000, ...rest } = wishes;
    const made = await composeValidator(
      { venue, file: folder.file, mostPending },
      {
        mqtt: { url: broker.url, username: 'validator', password: 'x' },
        log,
        clock: { now: () => now },
        ...rest,
      },
    );
    undo.push(() => made.close());
    return made;
  };
  const level = (): Promise<void> =>
    vi.waitFor(() => {
      expect(checkout.acknowledged).toBe(checkout.count);
    }, 10_000);

  checkout.publish(...venueFacts(organiser));
  const validator = await startValidator();
  await level();
  return {
    ...{ folder, broker, organiser, checkout, validator, logged, level, startValidator },
    connectDoor: async (id: DoorId): Promise<TestDoor> => {
      const door = await TestDoor.connect(broker.url, id);
      undo.push(() => door.stop());
      return door;
    },
    announce: async (...facts: Fact[]): Promise<void> => {
      checkout.publish(...facts);
      await level();
    },
    waitMs: (ms: number): void => {
      now = later(now, ms);
    },
    close: async (): Promise<void> => {
      for (const stop of undo.splice(0).reverse()) await stop();
      await checkout.stop();
      await broker.stop();
      folder.remove();
    },
  };
}
export type OpenVenue = Awaited<ReturnType<typeof openVenue>>;
