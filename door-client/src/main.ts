import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '@tanglegate/core/errors';
import type { DoorCredential } from '@tanglegate/core/http/doors';
import { directionSchema, type Direction } from '@tanglegate/core/mqtt/scan';
import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { loadCredential, saveCredential } from './adapters/credential-file.ts';
import { enrolOverHttp } from './adapters/enrol-over-http.ts';
import { createJsonDisplay, createTerminalDisplay } from './adapters/terminal-display.ts';
import { composeDoor, type RunningDoor } from './compose-door.ts';
import { readDoorFolder } from './settings.ts';

interface Options {
  readonly enrol?: string;
  readonly direction: Direction;
  readonly staff?: string;
  readonly json?: true;
  readonly bell: boolean;
  readonly wait: number;
}

const UNANSWERED = 2;

const program = new Command('door')
  .description(
    'A door for a small box with a hand scanner: reads one code a line from standard input, prints one verdict a line.\n' +
      'Set the scanner, and this box, to a US English keyboard. Its credential is kept in TANGLEGATE_DATA.\n' +
      'Ends with 0, with 1 when it could not start, with 2 when a scan stayed without an answer.',
  )
  .option('--enrol <link>', 'exchange an enrolment link for this door’s credential, once')
  .option('--direction <in|out>', 'which way people go here', readDirection, 'in')
  .option('--staff <name>', 'who holds the scanner, for the log')
  .option('--json', 'print JSON, one object a line')
  .option('--no-bell', 'no sound')
  .option('--wait <seconds>', 'for answers after the last line', readSeconds, 15)
  .action(run);

async function run(options: Options): Promise<void> {
  if (existsSync('.env')) loadEnvFile('.env');
  const folder = readDoorFolder(process.env);
  const credential = await enrolOrLoad(folder, options.enrol);
  const { json, bell, direction, staff } = options;
  const display =
    json === true
      ? createJsonDisplay(process.stdout)
      : createTerminalDisplay(process.stdout, {
          colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
          bell,
        });
  const log = pino({ name: 'door', level: 'warn' }, pino.destination(2));
  const settings = { credential, direction, ...(staff === undefined ? {} : { staff }) };
  const door = composeDoor(settings, { display, log });
  const lines = createInterface({ input: process.stdin, terminal: false, crlfDelay: Infinity });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
      lines.close();
    });
  }
  for await (const line of lines) door.readLine(line);
  await waitForAnswers(door, options.wait * 1_000, stop.signal);
  if (door.waiting > 0) process.exitCode = UNANSWERED;
  await door.close();
  process.stdin.destroy();
}

async function enrolOrLoad(folder: string, link: string | undefined): Promise<DoorCredential> {
  if (link === undefined) return loadCredential(folder);
  const credential = await enrolOverHttp(link);
  saveCredential(folder, credential);
  return credential;
}

async function waitForAnswers(door: RunningDoor, patienceMs: number, stop: AbortSignal): Promise<void> {
  const until = performance.now() + patienceMs;
  while (door.waiting > 0 && performance.now() < until && !stop.aborted) await wait(50);
}

function readDirection(text: string): Direction {
  const direction = directionSchema.safeParse(text);
  if (direction.success) return direction.data;
  throw new InvalidArgumentError('Use in or out.');
}

function readSeconds(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Use 0 to 999 seconds.');
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
