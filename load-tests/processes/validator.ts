import type { VenueId } from '@tanglegate/core/ids';
import { composeValidator } from '@tanglegate/validator/compose';
import { pino } from 'pino';
import { answer, awaitOrder } from './child.ts';

/** A validator as it is deployed, in a process of its own. */
export interface ValidatorOrder {
  readonly mqttUrl: string;
  readonly venue: VenueId;
  readonly username: string;
  readonly password: string;
  /** Where its SQLite file is made. */
  readonly file: string;
}

const order = await awaitOrder<ValidatorOrder>();
const { username, password, venue, file } = order;
const validator = await composeValidator(
  { venue, file, mostPending: 2_000 },
  { mqtt: { url: order.mqttUrl, username, password }, log: pino({ level: 'warn' }) },
);
await answer({ ready: true });
process.once('SIGTERM', () => {
  void validator.close().then(() => {
    process.disconnect();
  });
});
