import { z } from 'zod';
import { millis, systemClock } from '@tanglegate/core/clock';
import { doorCredentialSchema } from '@tanglegate/core/http/doors';
import { scanIdSchema } from '@tanglegate/core/ids';
import { directionSchema } from '@tanglegate/core/mqtt/scan';
import type { CredentialStore, Device, Preferences } from '../ports/device.ts';

const CREDENTIAL = 'tanglegate.door.credential';
const DIRECTION = 'tanglegate.door.direction';

export const browserDevice: Device = {
  clock: systemClock,
  steadyClock: { now: () => millis(Math.round(performance.timeOrigin + performance.now())) },
  // crypto.randomUUID is for secure pages only; a hand scanner works on others too.
  newScanId: () =>
    scanIdSchema.parse(
      Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join(''),
    ),
  every: (milliseconds, callBack) => {
    const timer = setInterval(callBack, milliseconds);
    return () => {
      clearInterval(timer);
    };
  },
};

/** A browser may refuse storage (private windows): the door works then until the page is closed. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // See above.
  }
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

export const browserCredentials: CredentialStore = {
  load: () => doorCredentialSchema.safeParse(readJson(read(CREDENTIAL))).data,
  save: (credential) => {
    write(CREDENTIAL, JSON.stringify(credential));
  },
  forget: () => {
    write(CREDENTIAL, undefined);
  },
};

export const browserPreferences: Preferences = {
  direction: () => directionSchema.safeParse(read(DIRECTION)).data ?? 'in',
  keepDirection: (direction) => {
    write(DIRECTION, direction);
  },
};

const CAMERA = 'tanglegate.door.camera';
const cameraSchema = z.object({ id: z.string(), label: z.string() });
export type RememberedCamera = z.infer<typeof cameraSchema>;

export const rememberedCamera = {
  load: (): RememberedCamera | undefined => cameraSchema.safeParse(readJson(read(CAMERA))).data,
  save: (camera: RememberedCamera): void => {
    write(CAMERA, JSON.stringify(camera));
  },
};
