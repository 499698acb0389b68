import { millis, MINUTE, type Clock, type Millis } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { DoorCredential } from '@tanglegate/core/http/doors';
import type { DoorId, OrganiserId } from '@tanglegate/core/ids';
import type { DoorCredentials } from '../ports/credentials.ts';
import type { EnrolmentStore } from '../ports/enrolment-store.ts';
import type { Tokens } from '../ports/tokens.ts';

export interface EnrolmentParts {
  readonly enrolments: EnrolmentStore;
  readonly credentials: DoorCredentials;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** Of MQTT over WebSocket, as `DoorCredential` has it. */
  readonly mqttUrl: string;
}

const GOOD_FOR_MS = 10 * MINUTE;

/** A code that makes one device this door, within ten minutes. @throws TanglegateError `door-unknown`, also for another organiser's */
export async function inviteDevice(
  organiser: OrganiserId,
  door: DoorId,
  { enrolments, tokens, clock }: EnrolmentParts,
): Promise<{ code: string; expiresAt: Millis }> {
  const doors = await enrolments.listDoors(organiser);
  if (!doors.some((known) => known.id === door)) {
    const known =
      doors.length === 0 ? 'There is none yet.' : `Known: ${doors.map(({ id }) => id).join(', ')}.`;
    throw new TanglegateError('door-unknown', `There is no door "${door}". ${known}`);
  }
  const at = clock.now();
  await enrolments.deleteExpired(at);
  const code = tokens.newEnrolmentCode();
  const expiresAt = millis(at + GOOD_FOR_MS);
  await enrolments.insert({ codeHash: tokens.hash(code), door, organiser, at, expiresAt });
  return { code, expiresAt };
}

/** The door's credential, for the first device that brings the code. @throws TanglegateError `enrolment-unknown` */
export async function enrolDevice(
  code: string,
  { enrolments, credentials, tokens, clock, mqttUrl }: EnrolmentParts,
): Promise<DoorCredential> {
  const codeHash = tokens.hash(code);
  const enrolled = await enrolments.claim(codeHash, clock.now());
  if (enrolled === undefined) {
    throw new TanglegateError(
      'enrolment-unknown',
      'This link was used already, is older than ten minutes, or is not complete. Ask the organiser for a new one.',
    );
  }
  const { venue, door, doorName } = enrolled;
  try {
    const credential = await credentials.issueDoor({ venue, door, label: doorName });
    return { ...enrolled, ...credential, mqttUrl };
  } catch (error) {
    await enrolments.release(codeHash);
    throw error;
  }
}
