import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';
import { lastLines } from './run-program.ts';

export interface HornetOptions {
  readonly hornet: string;
  /** Holds config.json and what `openGenesis` made. */
  readonly folder: string;
  /** Of the REST API, on 127.0.0.1. */
  readonly port: number;
}

export interface HornetProcess {
  readonly url: string;
  /** Stops it, waits for its end, and gives its exit code. The database is whole only after that. */
  stop(): Promise<void>;
  /** Called once if it ends by itself. */
  onEnd(call: (error: TanglegateError) => void): void;
}

/**
 * Stands between us and the node. When our end of the pipe closes, however we ended (kill -9 too), it asks the node to stop, which then
 * writes its database down: it does not while it runs.
 */
const WATCH = `exec 3<&0
"$@" </dev/null 3<&- &
node=$!
( trap '' INT TERM; cat <&3 >/dev/null; kill -TERM "$node" 2>/dev/null ) >/dev/null 2>&1 &
exec 3<&-
wait "$node"`;

/** @throws TanglegateError `tangle-failed`, with the node's last lines */
export async function startHornet({ hornet, folder, port }: HornetOptions): Promise<HornetProcess> {
  const file = join(folder, 'hornet.log');
  // Not into a pipe of ours: if we were killed, its next word would kill it too, before its database is written down.
  const log = openSync(file, 'w', 0o600);
  const child = spawn('/bin/sh', ['-c', WATCH, 'hornet', hornet, ...nodeArguments(port)], {
    cwd: folder,
    stdio: ['pipe', log, log],
    detached: true, // Ctrl-C in a terminal goes to whole groups: we stop the node ourselves, the coordinator first.
  });
  closeSync(log);
  const { stdin } = child;
  if (!stdin) throw new Error('a child with a pipe has its end of it');
  const ended = once(child, 'close');
  // A node that ended by itself needs no watching, and its number may soon be another process's.
  child.once('exit', () => stdin.end());
  stdin.on('error', () => undefined);
  const url = `http://127.0.0.1:${port}`;
  let stopping = false;
  const endOf = (): TanglegateError => problemOf(readTail(file), folder);
  await Promise.race([
    untilAnswering(url, () => child.exitCode !== null),
    ended.then(() => {
      throw endOf();
    }),
  ]);
  return {
    url,
    stop: async () => {
      stopping = true;
      stdin.end();
      await ended;
    },
    onEnd: (call) => {
      void ended.then(() => {
        if (!stopping) call(endOf());
      });
    },
  };
}

function nodeArguments(port: number): string[] {
  return [
    '--config=config.json',
    '--db.engine=pebble',
    '--syncedAtStartup', // Or a node without neighbours never calls itself synchronised, and gives no tips.
    `--restAPI.bindAddress=127.0.0.1:${port}`,
    '--p2p.bindMultiAddresses=/ip4/127.0.0.1/tcp/0',
    '--p2p.autopeering.enabled=false',
    '--app.checkForUpdates=false',
  ];
}

/** The end of what it said, for an error's words. */
function readTail(file: string): string {
  return readFileSync(file, 'utf8').slice(-8_000);
}

function problemOf(said: string, folder: string): TanglegateError {
  if (said.includes('was not shut down properly')) {
    return new TanglegateError(
      'tangle-unclean',
      `The Tangle in ${folder} was cut off (the machine, or the node itself, was killed), and its database is not whole. To begin with a new one: npm run tangle -- --fresh`,
    );
  }
  return new TanglegateError('tangle-failed', `The Tangle's node stopped by itself:\n${lastLines(said, 8)}`);
}

async function untilAnswering(url: string, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const answer = await fetch(`${url}/api/core/v2/info`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
