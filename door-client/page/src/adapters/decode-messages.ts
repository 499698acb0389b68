/** One picture for the decoder, RGBA. The buffer is handed over, not copied. */
export interface DecodeRequest {
  readonly pixels: ArrayBuffer;
  readonly width: number;
  readonly height: number;
}

export type DecodeAnswer =
  | { readonly ok: true; readonly text?: string; readonly decodeMs: number }
  | { readonly ok: false; readonly words: string };
