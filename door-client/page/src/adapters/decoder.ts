import type { DecodeAnswer, DecodeRequest } from './decode-messages.ts';

export interface Decoder {
  readonly close: () => void;
}

interface DecoderEvents {
  readonly onCode: (text: string) => void;
  readonly onBroken: () => void;
}

/** Longer sides of a picture are made this long: what zxing reads at 1280 it reads no better at 4K, only later. */
const LONGEST_SIDE = 1_280;

const MEASURE = 'door:frame-to-text';

/** Looks at the video again and again, one picture in flight, in a worker so that the page stays quick. */
export function openDecoder(video: HTMLVideoElement, everyMs: number, events: DecoderEvents): Decoder {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  let isBusy = false;
  let sentAt = 0;

  const look = (): void => {
    if (isBusy || document.visibilityState !== 'visible' || context === null) return;
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return;
    isBusy = true;
    sentAt = performance.now();
    const request = takePicture(video, canvas, context);
    worker.postMessage(request, [request.pixels]);
  };

  worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
    isBusy = false;
    if (!data.ok) {
      events.onBroken();
      return;
    }
    if (data.text === undefined) return;
    // For whoever measures a slow device, through a PerformanceObserver: from the picture's taking to the text.
    performance.clearMeasures(MEASURE);
    performance.measure(MEASURE, { start: sentAt, detail: { decodeMs: data.decodeMs } });
    events.onCode(data.text);
  });
  worker.addEventListener('error', events.onBroken);
  const timer = setInterval(look, everyMs);

  return {
    close: () => {
      clearInterval(timer);
      worker.terminate();
    },
  };
}

function takePicture(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
): DecodeRequest {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
  const width = Math.round(video.videoWidth * scale);
  const height = Math.round(video.videoHeight * scale);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.drawImage(video, 0, 0, width, height);
  return { pixels: context.getImageData(0, 0, width, height).data.buffer, width, height };
}
