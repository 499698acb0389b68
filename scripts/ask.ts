import { createInterface } from 'node:readline/promises';
import { TanglegateError } from '@tanglegate/core/errors';

/**
 * Asks for one word, and takes nothing else for a yes.
 * @throws TanglegateError `nobody-to-ask` where nobody sits at the keyboard
 */
export async function askFor(word: string, question: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new TanglegateError('nobody-to-ask', 'Nobody is there to ask. Say --yes to go on without asking.');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(`${question} Type "${word}": `);
  prompt.close();
  return answer.trim() === word;
}
