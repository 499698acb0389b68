import { readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';

const MAX_FILE_BYTES = 4_096;

/** Shows nothing of what is typed. */
async function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const prompt = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const answer = await new Promise<string>((resolve) => {
    prompt.once('line', resolve);
    prompt.once('close', () => {
      resolve('');
    });
  });
  prompt.close();
  process.stderr.write('\n');
  return answer;
}

function readFile(file: string): string {
  try {
    if (statSync(file).size > MAX_FILE_BYTES) throw new RangeError('it is far too large for a mnemonic');
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TanglegateError('file-unreadable', `${file} was not read: ${messageOf(cause)}.`, { cause });
  }
}

/** The words, with single spaces. None of them is ever shown. @throws TanglegateError `mnemonic-wrong` */
export function checkMnemonic(text: string): string {
  const words = text.trim().toLowerCase().split(/\s+/);
  const mnemonic = words.join(' ');
  if (validateMnemonic(mnemonic, wordlist)) return mnemonic;
  const wanted = [12, 15, 18, 21, 24].includes(words.length)
    ? 'one of its words is wrong or in the wrong place (the checksum does not fit)'
    : `it has ${text.trim() === '' ? 0 : words.length} words, and 12, 15, 18, 21 or 24 are wanted`;
  throw new TanglegateError('mnemonic-wrong', `This is no BIP-39 mnemonic: ${wanted}.`);
}

/**
 * From a file, or typed without being shown: never from an argument or the environment, where other programs can read it.
 * @throws TanglegateError `mnemonic-wrong`, `file-unreadable`, `nobody-to-ask`
 */
export async function readMnemonic(file: string | undefined): Promise<string> {
  if (file !== undefined) return checkMnemonic(readFile(file));
  if (!process.stdin.isTTY)
    throw new TanglegateError('nobody-to-ask', 'Nobody is there to type the mnemonic. Say --mnemonic-file.');
  return checkMnemonic(await askHidden('Mnemonic (it is not shown): '));
}
