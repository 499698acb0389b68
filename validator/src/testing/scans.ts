import type { ScanToDecide, UseRuling } from '../domain/finding.ts';
import { digestOf, doors, newScanId, newTicket, NOW, numbers, zones } from './organiser.ts';

/** A good pass of a new ticket, at a door of the floor. */
export function useOf(changes: Partial<UseRuling> = {}): UseRuling {
  const ticket = changes.ticket ?? newTicket();
  const seen = { ticket, eventName: 'Concert', tierName: 'Standing', zone: zones.floor, zoneName: 'Floor' };
  return {
    ...{ kind: 'use', ticket, event: numbers.event, tier: numbers.floor, zone: zones.floor, reEntry: false },
    ...{ live: false, timeZone: 'Europe/Berlin', seen },
    ...changes,
  };
}

export function scanOf(changes: Partial<ScanToDecide> = {}): ScanToDecide {
  const id = newScanId();
  return {
    ...{ door: doors.north1, doorName: 'North 1', id, digest: digestOf(id), direction: 'in' },
    ...{ scannedAt: NOW, now: NOW, arrived: performance.timeOrigin + performance.now(), ruling: useOf() },
    ...changes,
  };
}
