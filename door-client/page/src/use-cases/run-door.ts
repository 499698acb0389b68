import { noShowings, seeCode, type Showings } from '@tanglegate/core/door/showing';
import {
  startAttempt,
  stepAttempt,
  type AttemptEvent,
  type AttemptStep,
  type ScanAttempt,
} from '@tanglegate/core/door/scan-attempt';
import type { Scan } from '@tanglegate/core/mqtt/scan';
import type { Answer } from '@tanglegate/core/mqtt/verdict';
import { closedGate, expectGate, hearGate, tickGate } from '../domain/gate-watch.ts';
import { addRecent, answerRecent } from '../domain/recent-scans.ts';
import { isSameStage, stageOf, staysFor, toneOfStage, type Stage } from '../domain/stage.ts';
import { readTyped } from '../domain/typed-code.ts';
import type { Camera, OpenCamera } from '../ports/camera.ts';
import type { Device, Preferences } from '../ports/device.ts';
import type { Door, DoorState } from '../ports/door.ts';
import type { Link, LinkState, OpenLink } from '../ports/link.ts';
import type { OpenSignals, Signals } from '../ports/signals.ts';

interface Parts {
  readonly device: Device;
  readonly preferences: Preferences;
  readonly openLink: OpenLink;
  readonly openCamera: OpenCamera;
  readonly openSignals: OpenSignals;
  readonly changed: () => void;
}

const TICK_MS = 100;

/** One door at work: showings in, scans out, verdicts and gate reports onto the screen. */
export class RunningDoor implements Door {
  readonly #parts: Parts;
  readonly #signals: Signals;
  readonly #link: Link;
  readonly #camera: Camera;
  readonly #stopTicking: () => void;
  #state: DoorState;
  #showings: Showings = noShowings;
  #attempt: ScanAttempt | undefined;
  #stageUntil = Infinity;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#state = {
      link: { state: 'connecting', since: parts.device.clock.now() },
      camera: { state: 'starting' },
      sound: 'none',
      direction: parts.preferences.direction(),
      stage: { kind: 'camera' },
      gate: closedGate,
      recent: [],
    };
    this.#signals = parts.openSignals((sound) => {
      this.#change({ sound });
    });
    this.#link = parts.openLink({
      onState: this.#hearLink,
      onAnswer: this.#hearAnswer,
      onGateReport: (report) => {
        this.#change({ gate: hearGate(this.#state.gate, report, this.#now()) });
      },
    });
    this.#camera = parts.openCamera({
      onState: (camera) => {
        this.#change({ camera });
      },
      onCode: this.#see,
    });
    this.#stopTicking = parts.device.every(TICK_MS, this.#tick);
  }

  readonly state = (): DoorState => this.#state;

  readonly showCamera = (video: HTMLVideoElement): void => {
    this.#camera.attach(video);
  };
  readonly retryCamera = (): void => {
    this.#camera.retry();
  };
  readonly chooseCamera = (id: string): void => {
    this.#camera.choose(id);
  };
  readonly setTorch = (on: boolean): void => {
    this.#camera.setTorch(on);
  };

  readonly setDirection = (direction: DoorState['direction']): void => {
    this.#parts.preferences.keepDirection(direction);
    this.#change({ direction });
  };

  readonly enterTyped = (text: string): void => {
    if (text === '') return;
    const typed = readTyped(text);
    if (typed.ok) this.#scan(typed.pass);
    else this.#enter({ kind: 'unreadable', problem: typed.problem });
  };

  readonly next = (): void => {
    this.#tell({ kind: 'given-up' });
    this.#enter({ kind: 'camera' });
  };

  readonly askAgain = (): void => {
    if (this.#isConnected()) this.#tell({ kind: 'reconnected' });
  };

  readonly close = (): void => {
    this.#stopTicking();
    this.#camera.stop();
    this.#signals.stop();
    this.#link.close();
  };

  readonly #see = (text: string): void => {
    const seen = seeCode(this.#showings, text, this.#now());
    this.#showings = seen.showings;
    if (seen.isNew) this.#scan(text);
  };

  /** A new showing replaces the one before: whoever stands there now is who the screen speaks of. */
  #scan(pass: string): void {
    const { device } = this.#parts;
    const { direction, recent } = this.#state;
    const scan: Scan = { id: device.newScanId(), pass, at: device.clock.now(), direction };
    this.#change({ recent: addRecent(recent, { scan: scan.id, at: scan.at, direction }) });
    this.#take(startAttempt(scan, this.#now(), this.#isConnected()));
  }

  readonly #hearLink = (link: LinkState): void => {
    const isBack = link.state === 'online' && !this.#isConnected();
    this.#change({ link });
    if (isBack) this.#tell({ kind: 'reconnected' });
  };

  readonly #hearAnswer = (answer: Answer): void => {
    if (answer.decision !== 'busy') this.#change({ recent: answerRecent(this.#state.recent, answer) });
    this.#tell({ kind: 'answer', answer });
  };

  readonly #tick = (): void => {
    this.#tell({ kind: 'tick', connected: this.#isConnected() });
    const gate = tickGate(this.#state.gate, this.#now());
    if (gate !== this.#state.gate) this.#change({ gate });
    if (this.#now() >= this.#stageUntil) this.#enter({ kind: 'camera' });
  };

  #tell(event: AttemptEvent): void {
    if (this.#attempt?.state === 'waiting') this.#take(stepAttempt(this.#attempt, event, this.#now()));
  }

  #take({ attempt, send }: AttemptStep): void {
    this.#attempt = attempt;
    if (send) this.#link.publishScan(attempt.scan);
    if (attempt.state === 'answered' && attempt.verdict.decision === 'admit')
      this.#change({ gate: expectGate(this.#state.gate, attempt.scan.id, this.#now()) });
    this.#enter(stageOf(attempt, this.#now(), this.#isConnected()));
  }

  #enter(stage: Stage): void {
    if (isSameStage(stage, this.#state.stage)) return;
    this.#stageUntil = this.#now() + (staysFor(stage) ?? Infinity);
    this.#change({ stage });
    const tone = toneOfStage(stage);
    if (tone !== undefined) this.#signals.give(tone);
  }

  #change(to: Partial<DoorState>): void {
    this.#state = { ...this.#state, ...to };
    this.#parts.changed();
  }

  #isConnected(): boolean {
    return this.#state.link.state === 'online';
  }

  #now(): ReturnType<Device['steadyClock']['now']> {
    return this.#parts.device.steadyClock.now();
  }
}
