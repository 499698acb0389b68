import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { admit, newFolder, place, refuse, Venue } from './testing/venue.ts';

const code = 'AAAAAAAAAAAAAAAAAAAAA_';

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs the program as a person would, with these lines typed by the scanner. */
async function run(script: string, folder: string, args: string[], lines: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, script), ...args], {
    env: {
      ...process.env,
      TANGLEGATE_DATA: folder,
      TANGLEGATE_GATE_USERNAME: '',
      TANGLEGATE_MQTT_URL: 'mqtt://127.0.0.1:1',
    },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, error, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, error };
}

/** A checkout that knows one enrolment code, once. */
async function startCheckout(venue: Venue): Promise<string> {
  let isUsed = false;
  return venue.serveHttp((server) => {
    server.post('/api/enrol', async (_request, reply) => {
      if (isUsed) {
        const error = { code: 'enrolment-unknown', message: 'This link is used up: make a new one.' };
        return reply.code(404).send({ error });
      }
      isUsed = true;
      const credential = await venue.broker.credentials.issueDoor({ ...place, label: 'box' });
      return { ...place, ...credential, doorName: 'North 1', zoneName: 'Hall', mqttUrl: '/mqtt' };
    });
  });
}

test('enrolled once, the headless door scans what comes in and prints a verdict a line', async () => {
  const venue = await Venue.start();
  const validator = await venue.connectValidator();
  validator.answer = ({ id, pass }) => (pass === 'TG1:GOOD' ? admit(id, { tierName: 'VIP' }) : refuse(id));
  const origin = await startCheckout(venue);
  const folder = newFolder();
  const link = `${origin}/door/#enrol=${code}`;
  const first = await run('main.ts', folder, ['--enrol', link], ['TG1:GOOD', 'TG1:USED', 'TG1ÖBAD']);
  expect(first).toMatchObject({ status: 0, error: '' });
  expect(first.out).toContain('ADMIT Come in · VIP\n');
  expect(first.out).toContain('LOOK This ticket was used before.\n');
  expect(first.out).toContain('NOT READ The code came in as TG1Ö…');
  expect(statSync(join(folder, 'door/credential.json')).mode & 0o777).toBe(0o600);

  const second = await run('main.ts', folder, ['--json', '--direction', 'out'], ['TG1:GOOD']);
  const news = second.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string });
  expect(news.at(-1)).toMatchObject({ kind: 'verdict', tone: 'ADMIT', verdict: { decision: 'admit' } });
  expect(validator.scans.at(-1)).toMatchObject({ direction: 'out' });

  const third = await run('main.ts', newFolder(), ['--enrol', link], []);
  expect(third).toEqual({ status: 1, out: '', error: 'This link is used up: make a new one.\n' });
});

test('a scan that nobody answers ends with 2', async () => {
  const venue = await Venue.start();
  const origin = await startCheckout(venue);
  const link = `${origin}/door/#enrol=${code}`;
  const ended = await run('main.ts', newFolder(), ['--enrol', link, '--wait', '1'], ['TG1:GOOD']);
  expect(ended.status).toBe(2);
});

test.each([
  ['main.ts', [], 1, 'This door is not enrolled yet'],
  ['main.ts', ['--enrol', 'https://example.org/'], 1, 'This is no enrolment link'],
  ['main.ts', ['--enrol', `http://127.0.0.1:1/door/#enrol=${code}`], 1, 'http://127.0.0.1:1 does not answer'],
  ['main.ts', ['--direction', 'up'], 1, 'Use in or out.'],
  [
    'main-gate.ts',
    ['--venue', 'hall', '--door', 'north', '--simulate'],
    1,
    'TANGLEGATE_GATE_USERNAME is not set',
  ],
  ['main-gate.ts', ['--venue', 'hall'], 1, "required option '--door <id>' not specified"],
])('INVALID %s %j', async (script, args, status, words) => {
  const ended = await run(script, newFolder(), args, []);
  expect(ended).toMatchObject({ status, error: expect.stringContaining(words) as string });
});

test.each(['main.ts', 'main-gate.ts'])('%s --help says what it is for', async (script) => {
  const { status, out } = await run(script, newFolder(), ['--help'], []);
  expect(status).toBe(0);
  expect(out).toContain('Usage: ');
});
