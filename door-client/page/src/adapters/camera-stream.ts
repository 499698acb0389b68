import type { CameraState } from '../ports/camera.ts';

/** Enough for a code that fills a quarter of the picture; more only costs time. */
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 } } as const;

/** @param remembered the id of the camera that was chosen last; any that looks outward when it is not there today */
export async function openStream(remembered: string | undefined): Promise<MediaStream> {
  if (!isSecureContext) throw new DOMException('a secure page is needed', 'SecurityError');
  if (remembered !== undefined) {
    try {
      const video = { ...PICTURE, deviceId: { exact: remembered } };
      return await navigator.mediaDevices.getUserMedia({ video });
    } catch (thrown) {
      if (!(thrown instanceof DOMException) || thrown.name !== 'OverconstrainedError') throw thrown;
    }
  }
  return navigator.mediaDevices.getUserMedia({ video: { ...PICTURE, facingMode: { ideal: 'environment' } } });
}

export async function describeTrack(track: MediaStreamTrack, torch: boolean): Promise<CameraState> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const choices = devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
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
