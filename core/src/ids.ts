import { z } from 'zod';

/** Names that organisers choose and people read: in links, topics and logs. Safe in an MQTT topic and a URL path. */
const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'use 1 to 40 of a-z, 0-9 and -, not at the ends');

export const venueIdSchema = slug.brand<'VenueId'>();
export const zoneIdSchema = slug.brand<'ZoneId'>();
export const doorIdSchema = slug.brand<'DoorId'>();
export const eventIdSchema = slug.brand<'EventId'>();
export const tierIdSchema = slug.brand<'TierId'>();
export const organiserIdSchema = slug.brand<'OrganiserId'>();

export type VenueId = z.infer<typeof venueIdSchema>;
export type ZoneId = z.infer<typeof zoneIdSchema>;
export type DoorId = z.infer<typeof doorIdSchema>;
export type EventId = z.infer<typeof eventIdSchema>;
export type TierId = z.infer<typeof tierIdSchema>;
export type OrganiserId = z.infer<typeof organiserIdSchema>;

/** 16 random bytes as lower-case hex: the `cti` of a pass. */
export const ticketIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'a ticket id is 32 hex digits')
  .brand<'TicketId'>();
export type TicketId = z.infer<typeof ticketIdSchema>;

export const orderIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'an order id is 32 hex digits')
  .brand<'OrderId'>();
export type OrderId = z.infer<typeof orderIdSchema>;

/** Chosen by the door, unique per showing; retries of the same showing carry the same one. */
export const scanIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9-]{16,40}$/, 'a scan id is 16 to 40 letters, digits or -')
  .brand<'ScanId'>();
export type ScanId = z.infer<typeof scanIdSchema>;

/** First 8 bytes of SHA-256 of the issuing public key, as hex: the `kid` of a pass. */
export const keyIdSchema = z
  .string()
  .regex(/^[0-9a-f]{16}$/, 'a key id is 16 hex digits')
  .brand<'KeyId'>();
export type KeyId = z.infer<typeof keyIdSchema>;

/** The small numbers that a pass carries instead of names, to keep its QR code small. */
export const eventNumberSchema = z.int().min(1).max(4_294_967_295).brand<'EventNumber'>();
export const tierNumberSchema = z.int().min(1).max(65_535).brand<'TierNumber'>();
export type EventNumber = z.infer<typeof eventNumberSchema>;
export type TierNumber = z.infer<typeof tierNumberSchema>;
