import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A part of a benchmark in a process of its own, told what to do by one message and answering with one. */
export interface Child<Answer> {
  /** Its first message. */
  answer(): Promise<Answer>;
  /** After its first message: a question, and the next message. One at a time. */
  ask<Reply>(question: string): Promise<Reply>;
  stop(): Promise<void>;
}

/** @param file beside this one, with the ending `.ts` */
export function startChild<Answer>(file: string, order: object): Child<Answer> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    // Standard output is for the figures: what a part has to say goes to standard error.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const answered = new Promise<Answer>((resolve, reject) => {
    child.once('message', (message) => {
      resolve(message as Answer); // Both ends are ours: the file named says what it answers.
    });
    child.once('exit', (code) => {
      reject(new Error(`${file} ended with ${String(code)} before it answered`));
    });
  });
  answered.catch(() => undefined); // Whoever asks for the answer hears of it.
  child.send(order);
  return {
    answer: () => answered,
    async ask<Reply>(question: string) {
      const replied = once(child, 'message');
      child.send(question);
      const [reply] = (await replied) as [Reply]; // The file named says what it answers to which question.
      return reply;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** In the child: the one message that says what to do. */
export async function awaitOrder<Order>(): Promise<Order> {
  // When the benchmark is over, or was killed, so is every part of it.
  process.once('disconnect', () => process.exit());
  const [order] = (await once(process, 'message')) as [Order]; // Sent by `startChild`.
  return order;
}

/** Resolves when the parent has it. */
export function answer(message: object): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, () => {
      resolve();
    });
  });
}
