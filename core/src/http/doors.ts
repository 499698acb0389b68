import { z } from 'zod';
import { millisSchema } from '../clock.ts';
import { doorIdSchema, venueIdSchema } from '../ids.ts';

/** 16 random bytes, base64url: in the fragment of an enrolment link; good once, for ten minutes. */
export const enrolmentCodeSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
export const enrolSchema = z.object({ code: enrolmentCodeSchema });

/** What a door device keeps. Nothing personal. */
export const doorCredentialSchema = z.object({
  venue: venueIdSchema,
  door: doorIdSchema,
  doorName: z.string(),
  zoneName: z.string(),
  username: z.string(),
  password: z.string(),
  /** Of MQTT over WebSocket: an absolute `ws:`/`wss:` URL, or a path on the page's own origin. */
  mqttUrl: z.string(),
});
export type DoorCredential = z.infer<typeof doorCredentialSchema>;

export const doorViewSchema = z.object({
  id: doorIdSchema,
  name: z.string(),
  venue: venueIdSchema,
  zoneName: z.string(),
  state: z.enum(['online', 'offline', 'never-seen']),
  lastSeenAt: millisSchema.optional(),
});
export type DoorView = z.infer<typeof doorViewSchema>;
export const doorListSchema = z.object({ doors: z.array(doorViewSchema) });

export const enrolmentSchema = z.object({ link: z.string(), expiresAt: millisSchema });
