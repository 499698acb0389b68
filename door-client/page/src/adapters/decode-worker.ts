import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { DecodeAnswer, DecodeRequest } from './decode-messages.ts';

/** QR only: whatever else a camera sees is no pass. `Plain` keeps the text as it is, spaces included (base45 has them). */
const OPTIONS: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: true,
  tryRotate: false, // A QR code is found at any angle already.
  tryInvert: true, // A phone that turns its pages dark by force shows white on black.
  tryDownscale: true,
  maxNumberOfSymbols: 1,
  textMode: 'Plain',
};

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

const answer = (message: DecodeAnswer): void => {
  self.postMessage(message);
};

async function decode({ pixels, width, height }: DecodeRequest): Promise<void> {
  const begun = performance.now();
  try {
    const image = new ImageData(new Uint8ClampedArray(pixels), width, height);
    const [found] = await readBarcodes(image, OPTIONS);
    const text = found?.isValid === true && found.text !== '' ? found.text : undefined;
    answer({ ok: true, decodeMs: performance.now() - begun, ...(text !== undefined && { text }) });
  } catch (thrown) {
    answer({ ok: false, words: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

self.addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  void decode(event.data);
});
