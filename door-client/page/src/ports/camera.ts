interface CameraChoice {
  readonly id: string;
  readonly label: string;
}

export type CameraState =
  | { readonly state: 'starting' }
  | {
      readonly state: 'on';
      readonly torch: 'none' | 'off' | 'on';
      readonly choices: readonly CameraChoice[];
      readonly chosen: string;
    }
  | { readonly state: 'denied' }
  | { readonly state: 'none' }
  /** Another program holds it, or it broke. */
  | { readonly state: 'busy' }
  /** Browsers give a camera to secure pages only. */
  | { readonly state: 'insecure' }
  /** The picture is there and the decoder is not. */
  | { readonly state: 'no-decoder' };

export interface CameraEvents {
  readonly onState: (state: CameraState) => void;
  readonly onCode: (text: string) => void;
}

export interface Camera {
  /** Shows its picture here, and starts. */
  readonly attach: (video: HTMLVideoElement) => void;
  readonly retry: () => void;
  readonly choose: (id: string) => void;
  readonly setTorch: (on: boolean) => void;
  readonly stop: () => void;
}

export type OpenCamera = (events: CameraEvents) => Camera;
