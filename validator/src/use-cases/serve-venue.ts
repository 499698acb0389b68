import type { Clock } from '@tanglegate/core/clock';
import { messageOf } from '@tanglegate/core/errors';
import type { AdmissionStore } from '../ports/admission-store.ts';
import type { Log } from '../ports/log.ts';
import type { Scans } from '../ports/scans.ts';
import type { VenueBus, VenueListener } from '../ports/venue-bus.ts';
import type { ScanDecider } from './decide-scan.ts';
import type { RegisterFollower } from './follow-register.ts';
import type { AdmissionsPublisher } from './publish-admissions.ts';

interface Parts {
  readonly decider: ScanDecider;
  readonly register: RegisterFollower;
  readonly admissions: AdmissionsPublisher;
  readonly store: AdmissionStore;
  readonly bus: VenueBus;
  readonly clock: Clock;
  readonly log: Log;
}

/** What to do with each message of the venue. */
export function listenToVenue(parts: Parts): VenueListener {
  const { decider, register, admissions, store, bus, clock, log } = parts;
  return {
    connected() {
      register.connected();
      admissions.connected();
    },
    scan(door, text) {
      void decider.decideText(door, text).then((answer) => {
        if (answer !== undefined) bus.sendAnswer(door, answer);
      });
    },
    gate(door, report) {
      store.keepReport({ door, report, now: clock.now() }).catch((error: unknown) => {
        log.error({ door, scan: report.scan, why: messageOf(error) }, 'a gate report could not be kept');
      });
    },
    register: (batch) => {
      register.hearBatch(batch);
    },
    registerHead: (head) => {
      register.hearHead(head);
    },
    admissionsAck: (ack) => {
      admissions.hearAck(ack);
    },
  };
}

/** A scan over HTTP is answered there, and on the door's topic as well: the gate's driver listens to that alone. */
export function scansOverHttp({ decider, bus }: Pick<Parts, 'decider' | 'bus'>): Scans {
  return {
    async decide(door, scan) {
      const answer = await decider.decide(door, scan);
      bus.sendAnswer(door, answer);
      return answer;
    },
  };
}
