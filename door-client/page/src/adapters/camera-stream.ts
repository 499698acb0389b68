import type { CameraState } from '../ports/camera.ts';
import type { RememberedCamera } from './browser-device.ts';

/** Enough for a code that fills a quarter of the picture; more only costs time. */
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 } } as const;

/**
 * The camera that was chosen last, else any that looks outward. Safari, and Chromium in private windows, give a camera another id
 * at each start: then its label finds it, which a page may read only once it has some camera.
 */
export async function openStream(remembered: RememberedCamera | undefined): Promise<MediaStream> {
  if (!isSecureContext) throw new DOMException('a secure page is needed', 'SecurityError');
  if (remembered === undefined) return openOutward();
  try {
    return await openById(remembered.id);
  } catch (thrown) {
    if (!(thrown instanceof DOMException) || thrown.name !== 'OverconstrainedError') throw thrown;
  }
  const stream = await openOutward();
  const [track] = stream.getVideoTracks();
  if (track === undefined || track.label === remembered.label) return stream;
  const again = (await listCameras()).find(({ label }) => label === remembered.label);
  if (again === undefined) return stream; // It is not there today.
  track.stop();
  return openById(again.id);
}

const openOutward = (): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({ video: { ...PICTURE, facingMode: { ideal: 'environment' } } });

const openById = (id: string): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({ video: { ...PICTURE, deviceId: { exact: id } } });

export async function listCameras(): Promise<{ id: string; label: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

export async function describeTrack(track: MediaStreamTrack, torch: boolean): Promise<CameraState> {
  const choices = await listCameras();
  const hasTorch = 'getCapabilities' in track && 'torch' in track.getCapabilities();
  const lit = torch ? 'on' : 'off';
  return {
    state: 'on',
    torch: hasTorch ? lit : 'none',
    choices,
    chosen: track.getSettings().deviceId ?? '',
  };
}

/** What `getUserMedia` throws (W3C Media Capture and Streams, 10.2), as the guard sees it. */
export function failureOf(thrown: unknown): CameraState {
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'SecurityError') return { state: 'insecure' };
  if (name === 'NotAllowedError') return { state: 'denied' };
  return { state: name === 'NotFoundError' ? 'none' : 'busy' };
}
