import type { FastifyPluginAsync } from 'fastify';
import { systemClock, type Clock } from '@tanglegate/core/clock';
import { nodeCryptography } from './adapters/crypto/node-cryptography.ts';
import { makeScanRoutes, type ScanRoutesParts } from './adapters/http/scan-routes.ts';
import { BrokerConnection, type BrokerAccess } from './adapters/mqtt/broker-connection.ts';
import { checkCredentialByConnecting } from './adapters/mqtt/check-credential.ts';
import { openSqliteStore, type SqliteStore } from './adapters/sqlite-store/sqlite-store.ts';
import type { Log } from './ports/log.ts';
import type { Scans } from './ports/scans.ts';
import type { VerifyDoor } from './ports/verify-door.ts';
import type { ValidatorSettings } from './settings.ts';
import { ScanDecider } from './use-cases/decide-scan.ts';
import { RegisterFollower } from './use-cases/follow-register.ts';
import { AdmissionsPublisher } from './use-cases/publish-admissions.ts';
import { makeRuleOnPass } from './use-cases/rule-on-pass.ts';
import { listenToVenue, scansOverHttp } from './use-cases/serve-venue.ts';

export interface ValidatorParts {
  readonly mqtt: BrokerAccess;
  /** Absent: the broker is asked by connecting with the credential. */
  readonly verifyDoor?: VerifyDoor;
  readonly log: Log;
  readonly clock?: Clock;
}

export interface PartHealth {
  readonly name: string;
  readonly ok: boolean;
  readonly words: string;
}

export interface ValidatorHealth {
  readonly ready: boolean;
  readonly parts: readonly PartHealth[];
}

export interface Validator {
  /** `POST /api/doors/{door}/scans` of this venue alone; a server of several venues takes `composeScanRoutes`. */
  readonly scanRoutes: FastifyPluginAsync;
  /** What those routes ask. */
  readonly scans: Scans;
  health(): ValidatorHealth;
  /** Scans under way are still written down; a door that got no answer asks again. */
  close(): Promise<void>;
}

/** The HTTP twin for several venues, whose validators may come and go while the server runs. */
export function composeScanRoutes(parts: ScanRoutesParts): FastifyPluginAsync {
  return makeScanRoutes(parts);
}

/**
 * The validator of one venue. Resolves when its store is open and its register loaded; the broker is connected to as soon as it is there.
 * @throws TanglegateError `store-damaged`, `store-unreadable`, `store-not-migrated`
 */
export async function composeValidator(
  settings: ValidatorSettings,
  parts: ValidatorParts,
): Promise<Validator> {
  const { log, mqtt, clock = systemClock } = parts;
  const { venue, mostPending } = settings;
  const store = await openSqliteStore(settings.file);
  const bus = new BrokerConnection(mqtt, venue, log);
  const reader = `validator-${(await store.head()).feed}`;
  const register = new RegisterFollower({ store, bus, reader, log });
  const admissions = new AdmissionsPublisher({ store, bus, log });
  const cryptography = nodeCryptography();
  const decider = new ScanDecider({
    ...{ register, store, cryptography, clock, log, mostPending },
    rule: makeRuleOnPass({ register, cryptography, venue }),
    stopwatch: () => performance.timeOrigin + performance.now(),
    onDecided: () => {
      admissions.changed();
    },
  });
  await register.start();
  await admissions.start();
  bus.start(listenToVenue({ decider, register, admissions, store, bus, clock, log }));
  const scans = scansOverHttp({ decider, bus });
  return {
    scans,
    scanRoutes: makeScanRoutes({
      verifyDoor: parts.verifyDoor ?? checkCredentialByConnecting(mqtt.url, venue),
      scansOf: (wanted) => (wanted === venue ? scans : undefined),
    }),
    health: () => reportHealth({ store, bus, register }),
    async close() {
      await bus.stop();
      await register.stop();
      await admissions.stop();
      await store.close();
    },
  };
}

interface Observed {
  readonly store: SqliteStore;
  readonly bus: BrokerConnection;
  readonly register: RegisterFollower;
}

function reportHealth({ store, bus, register }: Observed): ValidatorHealth {
  const storeTrouble = store.trouble();
  const busTrouble = bus.trouble();
  const missing = register.isBehind() ? (register.head?.head ?? 0) - register.have : 0;
  const parts: PartHealth[] = [
    { name: 'store', ok: storeTrouble === undefined, words: storeTrouble ?? 'admissions are being kept' },
    { name: 'broker', ok: busTrouble === undefined, words: busTrouble ?? 'connected' },
    {
      name: 'register',
      ok: !register.isBehind(),
      words: register.isBehind() ? `${missing} entries behind` : `has all ${register.have} entries`,
    },
  ];
  return { ready: parts.every(({ ok }) => ok), parts };
}
