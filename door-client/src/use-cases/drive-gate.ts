import type { Clock } from '@tanglegate/core/clock';
import { messageOf } from '@tanglegate/core/errors';
import type { GateReport } from '@tanglegate/core/mqtt/gate';
import type { Answer } from '@tanglegate/core/mqtt/verdict';
import { decideOpening, type OpeningDecision } from '../domain/open-once.ts';
import type { Gate } from '../ports/gate.ts';
import type { Log } from '../ports/log.ts';
import type { PulseJournal } from '../ports/pulse-journal.ts';
import type { ReportLink } from '../ports/report-link.ts';

interface Parts {
  readonly gate: Gate;
  readonly journal: PulseJournal;
  readonly link: ReportLink;
  readonly log: Log;
  /** Dates the reports. */
  readonly clock: Clock;
  /** Measures freshness; never set back or forward. */
  readonly steadyClock: Clock;
}

type Opening = Extract<OpeningDecision, { open: true }>;

/** From verdict to report: writes the scan id down, pulses, writes down what happened, and tells until the broker has it. */
export class GateDriver {
  readonly #parts: Parts;
  #lastPulse: Promise<void> = Promise.resolve();
  #isTelling = false;
  #telling: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
    for (const scan of parts.journal.listUnfinished()) {
      this.#finish({
        scan,
        outcome: 'failed',
        at: parts.clock.now(),
        why: 'the gate driver was restarted before the gate answered',
      });
    }
  }

  /** One pulse at a time: two people admitted in one second go through one after the other. */
  receive(answer: Answer, { retained }: { retained: boolean }): void {
    const { journal, clock, steadyClock, log } = this.#parts;
    const decision = decideOpening({ answer, retained, arrivedAt: steadyClock.now() });
    if (!decision.open) {
      if (decision.why !== 'not-an-admission') log.warn({ scan: answer.id, why: decision.why }, 'not opened');
      return;
    }
    if (!journal.begin(decision.scan, clock.now())) {
      log.info({ scan: decision.scan }, 'not opened: the gate was opened for this scan before');
      return;
    }
    this.#lastPulse = this.#lastPulse.then(() => this.#pulse(decision));
  }

  /** Tells what the broker has not heard yet. Called on connecting, and after each pulse. */
  tell(): void {
    if (!this.#isTelling) this.#telling = this.#tellAll();
  }

  /** Resolves when the gate stands still and its report is written down, and told as far as the connection allows. */
  async whenIdle(): Promise<void> {
    await this.#lastPulse;
    await this.#telling;
  }

  async #tellAll(): Promise<void> {
    const { journal, link, log } = this.#parts;
    this.#isTelling = true;
    try {
      for (
        let [report] = journal.listUnreported();
        report !== undefined;
        [report] = journal.listUnreported()
      ) {
        if (!link.isConnected) return;
        await link.publishReport(report);
        journal.markReported(report.scan);
      }
    } catch (error) {
      log.warn(
        { reason: messageOf(error) },
        'the report did not reach the broker; it is sent again on reconnecting',
      );
    } finally {
      this.#isTelling = false;
    }
  }

  async #pulse(opening: Opening): Promise<void> {
    const report = await this.#open(opening);
    this.#finish(report);
    this.tell();
  }

  async #open({ scan, direction, until }: Opening): Promise<GateReport> {
    const { gate, clock, steadyClock } = this.#parts;
    if (steadyClock.now() >= until) {
      const why = 'the admission was too old by the time the gate was free';
      return { scan, outcome: 'failed', at: clock.now(), why };
    }
    try {
      await gate.open(direction);
      return { scan, outcome: 'opened', at: clock.now() };
    } catch (error) {
      return { scan, outcome: 'failed', at: clock.now(), why: messageOf(error).slice(0, 200) || 'unknown' };
    }
  }

  #finish(report: GateReport): void {
    const { journal, log } = this.#parts;
    journal.finish(report);
    if (report.outcome === 'opened') log.info({ scan: report.scan }, 'the gate opened');
    else log.warn({ scan: report.scan, why: report.why }, 'the gate did not open');
  }
}
