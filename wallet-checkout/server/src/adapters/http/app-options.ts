import type { FastifyPluginAsync } from 'fastify';
import type { Logger } from 'pino';
import type { Network } from '@tanglegate/core/http/network';
import type {
  Accounts,
  Catalogue,
  DoorAdmin,
  Health,
  Live,
  Money,
  MoneyOut,
  Orders,
  Tickets,
} from '../../ports/application.ts';
import type { RequestLimits } from './request-limits.ts';

/** Everything that HTTP may ask of the checkout. */
export interface HttpApplication {
  readonly catalogue: Catalogue;
  readonly orders: Orders;
  readonly tickets: Tickets;
  readonly live: Live;
  readonly money: Money;
  readonly moneyOut: MoneyOut;
  readonly doors: DoorAdmin;
  readonly accounts: Accounts;
  readonly health: Health;
  readonly network: Network;
}

/** Folders of built pages (`npm run build:pages`). */
export interface PageFolders {
  readonly checkout: string;
  /** Built for the base `/door/`. */
  readonly door: string;
}

export interface HttpOptions {
  /** How the outside reaches us, for instance `https://tickets.example.org`. Links are made from it; `https` makes cookies Secure. */
  readonly publicUrl: string;
  readonly log: Logger;
  /** Other parts' routes on this port: the validator's HTTP twin in `npm start`. */
  readonly plugins?: readonly FastifyPluginAsync[];
  readonly pages?: PageFolders;
  /** Origins that a page may speak to besides ours: node and faucet of a development ledger. */
  readonly connectSources?: readonly string[];
  readonly limits?: Partial<RequestLimits>;
  /** Addresses of the reverse proxies whose `X-Forwarded-For` is believed. Without them, the connection's own address counts. */
  readonly trustProxy?: string;
}
