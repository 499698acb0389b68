import { millis, type Millis } from '@tanglegate/core/clock';
import { scanIdSchema } from '@tanglegate/core/ids';
import type { Direction, Scan } from '@tanglegate/core/mqtt/scan';
import type { Tone } from '../domain/stage.ts';
import type { CameraEvents } from '../ports/camera.ts';
import type { LinkEvents } from '../ports/link.ts';
import { RunningDoor } from '../use-cases/run-door.ts';

/** A door whose camera, broker, speaker and clock are moved by a test's hand. */
export class HandDrivenDoor {
  readonly published: Scan[] = [];
  readonly tones: Tone[] = [];
  readonly kept: Direction[] = [];
  now: Millis = millis(1_000_000);
  link!: LinkEvents;
  camera!: CameraEvents;
  readonly door: RunningDoor;
  #tick = (): void => undefined;
  #ids = 0;

  constructor() {
    const clock = { now: () => this.now };
    this.door = new RunningDoor({
      device: {
        clock,
        steadyClock: clock,
        newScanId: () => scanIdSchema.parse(`scan-0000-0000-${String(++this.#ids).padStart(4, '0')}`),
        every: (_, callBack) => {
          this.#tick = callBack;
          return () => {
            this.#tick = () => undefined;
          };
        },
      },
      preferences: { direction: () => 'in', keepDirection: (direction) => this.kept.push(direction) },
      openLink: (events) => {
        this.link = events;
        return {
          publishScan: (scan) => this.published.push(scan),
          close: () => undefined,
        };
      },
      openCamera: (events) => {
        this.camera = events;
        const nothing = (): void => undefined;
        return { attach: nothing, retry: nothing, choose: nothing, setTorch: nothing, stop: nothing };
      },
      openSignals: () => ({ give: (tone) => this.tones.push(tone), stop: () => undefined }),
      changed: () => undefined,
    });
  }

  /** Lets time pass, tick by tick. */
  wait(milliseconds: number): void {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      this.now = millis(this.now + 100);
      this.#tick();
    }
  }

  connect(): void {
    this.link.onState({ state: 'online' });
  }

  disconnect(): void {
    this.link.onState({ state: 'offline', since: this.now });
  }

  /** The kind of what is on screen. */
  screen(): string {
    return this.door.state().stage.kind;
  }
}
