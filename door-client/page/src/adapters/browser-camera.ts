import type { Camera, CameraEvents } from '../ports/camera.ts';
import { rememberedCamera } from './browser-device.ts';
import { describeTrack, failureOf, listCameras, openStream } from './camera-stream.ts';
import { openDecoder, type Decoder } from './decoder.ts';

/** About fifteen looks a second: a hand does not move faster, and the battery lasts the night. */
const LOOK_EVERY_MS = 66;

/** A camera that starts by itself, and comes back after sleep and after its cable was pulled. */
export class BrowserCamera implements Camera {
  readonly #events: CameraEvents;
  /** Absent on insecure pages, whatever the types say. */
  readonly #devices = navigator.mediaDevices as MediaDevices | undefined;
  #video: HTMLVideoElement | undefined;
  #stream: MediaStream | undefined;
  #decoder: Decoder | undefined;
  #isStarting = false;
  #torch = false;
  #stopped = false;

  constructor(events: CameraEvents) {
    this.#events = events;
    document.addEventListener('visibilitychange', this.#comeBack);
    this.#devices?.addEventListener('devicechange', this.#replugged);
  }

  readonly attach = (video: HTMLVideoElement): void => {
    if (video === this.#video) return;
    this.#video = video;
    this.#decoder?.close();
    this.#decoder = undefined;
    this.retry();
  };

  /** One start at a time: two would fight over the camera. */
  readonly retry = (): void => {
    if (this.#isStarting) return;
    this.#isStarting = true;
    void this.#start().finally(() => {
      this.#isStarting = false;
    });
  };

  readonly choose = (id: string): void => {
    void listCameras().then((cameras) => {
      const chosen = cameras.find((camera) => camera.id === id);
      if (chosen === undefined) return; // Pulled out between the list and the tap.
      rememberedCamera.save(chosen);
      this.retry();
    });
  };

  readonly setTorch = (on: boolean): void => {
    // `torch` is in the W3C's Image Capture, not yet in TypeScript's types.
    const wanted = { advanced: [{ torch: on } as MediaTrackConstraintSet] };
    void this.#track()
      ?.applyConstraints(wanted)
      .then(() => {
        this.#torch = on;
      })
      .catch(() => undefined) // The light stays as it is, and the button says so.
      .then(this.#tell);
  };

  readonly stop = (): void => {
    this.#stopped = true;
    document.removeEventListener('visibilitychange', this.#comeBack);
    this.#devices?.removeEventListener('devicechange', this.#replugged);
    this.#decoder?.close();
    this.#release();
  };

  async #start(): Promise<void> {
    const video = this.#video;
    if (video === undefined || this.#stopped) return;
    this.#release();
    this.#events.onState({ state: 'starting' });
    try {
      this.#stream = await openStream(rememberedCamera.load());
    } catch (thrown) {
      this.#events.onState(failureOf(thrown));
      return;
    }
    // The door may have been forgotten while the browser asked its user.
    if (this.#isStopped()) {
      this.#release();
      return;
    }
    // A track ends when another program takes the camera or its cable is pulled.
    this.#track()?.addEventListener('ended', this.retry);
    video.srcObject = this.#stream;
    await video.play().catch(() => undefined); // Interrupted by the next start: that one plays.
    this.#decoder ??= openDecoder(video, LOOK_EVERY_MS, {
      onCode: this.#events.onCode,
      onBroken: () => {
        this.#events.onState({ state: 'no-decoder' });
      },
    });
    await this.#tell();
  }

  readonly #tell = async (): Promise<void> => {
    const track = this.#track();
    if (track !== undefined) this.#events.onState(await describeTrack(track, this.#torch));
  };

  /** iOS takes the camera from a page in the background and does not give it back. */
  readonly #comeBack = (): void => {
    if (document.visibilityState !== 'visible') return;
    const track = this.#track();
    if (track?.readyState !== 'live' || track.muted) this.retry();
    else void this.#video?.play().catch(() => undefined);
  };

  readonly #replugged = (): void => {
    if (this.#track()?.readyState === 'live') void this.#tell();
    else this.retry();
  };

  #track(): MediaStreamTrack | undefined {
    return this.#stream?.getVideoTracks()[0];
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  #release(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.#torch = false;
  }
}
