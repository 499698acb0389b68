import type { Clock, Millis } from '@tanglegate/core/clock';
import type { OrganiserId } from '@tanglegate/core/ids';
import type { AddressPool } from '../ports/address-pool.ts';
import type { Health } from '../ports/application.ts';
import type { LedgerHealth } from '../ports/ledger-health.ts';
import type { VenueBus } from '../ports/venue-bus.ts';
import { nodeWords, readWords } from './node-words.ts';

export interface HealthParts {
  readonly clock: Clock;
  readonly pool: AddressPool;
  readonly organiser: OrganiserId;
  readonly lowPool: number;
  /** Undefined: another checkout on this database speaks with the broker. */
  readonly bus: () => Pick<VenueBus, 'health'> | undefined;
  readonly ledgerHealth: () => LedgerHealth;
}

type Part = Awaited<ReturnType<Health['report']>>['parts'][number];

const when = (at: number): string => new Date(at).toISOString();

const goesOn = {
  unreachable: 'It is tried again by itself.',
  gap: 'Add a node with a longer history to TANGLEGATE_NODE_URL; until then it is tried again by itself.',
  stopped: 'It stays stopped until somebody puts this right and starts again.',
};

function ledgerPart(health: LedgerHealth, now: Millis): Part {
  const name = 'ledger';
  const about = [...readWords(health.read, now), ...nodeWords(health.nodes)].join(' ');
  if (health.state === 'following') {
    const words = health.elsewhere ? 'Another checkout follows it.' : 'Following.';
    return { name, ok: true, words: `${words} ${about}`.trimEnd() };
  }
  return {
    name,
    ok: false,
    words:
      `Not followed since ${when(health.since)}: ${health.why} ${goesOn[health.state]} ${about}`.trimEnd(),
  };
}

function brokerPart(bus: Pick<VenueBus, 'health'> | undefined): Part {
  const health = bus?.health();
  if (health === undefined)
    return { name: 'broker', ok: true, words: 'The checkout that follows the ledger speaks with it.' };
  if (health.connected) return { name: 'broker', ok: true, words: 'Connected.' };
  return {
    name: 'broker',
    ok: false,
    words: `Not connected since ${when(health.since)}: ${health.why}. Register entries wait in the database.`,
  };
}

/** No number: everybody may ask, and nobody needs to watch the pool run dry. The live view tells the organiser. */
function poolWords(left: number, lowPool: number): string {
  if (left === 0) return 'No deposit address is left: nobody can buy.';
  return left < lowPool ? 'Few deposit addresses are left.' : 'Enough deposit addresses are left.';
}

/** The pool's level needs the database: when it cannot be read, that is what is wrong. */
async function databaseParts({ pool, organiser, lowPool }: HealthParts): Promise<Part[]> {
  try {
    const { left } = await pool.level(organiser);
    return [
      { name: 'database', ok: true, words: 'Readable.' },
      {
        name: 'addresses',
        ok: left > 0,
        words: poolWords(left, lowPool),
      },
    ];
  } catch {
    return [{ name: 'database', ok: false, words: 'Cannot be read. The log says why.' }];
  }
}

export async function reportHealth(parts: HealthParts): Promise<Awaited<ReturnType<Health['report']>>> {
  const report = [
    ...(await databaseParts(parts)),
    ledgerPart(parts.ledgerHealth(), parts.clock.now()),
    brokerPart(parts.bus()),
  ];
  return { ready: report.every(({ ok }) => ok), parts: report };
}
