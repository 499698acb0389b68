import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { enrolSchema, doorCredentialSchema, type DoorCredential } from '@tanglegate/core/http/doors';
import { eventNumberSchema, keyIdSchema, ticketIdSchema, tierNumberSchema } from '@tanglegate/core/ids';
import { answerSchema, type Answer } from '@tanglegate/core/mqtt/verdict';
import { signStaticPass } from '@tanglegate/core/pass/static-pass';
import { parsePass } from '@tanglegate/core/pass/parse-pass';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { findingsOf, keepPictures, PHONE } from './check-page.ts';
import { checkoutClient, type CheckoutClient } from './checkout-client.ts';
import { importOpenEvent } from './event-file.ts';
import { launchTanglegate, type Tanglegate } from './tanglegate.ts';
import { waitFor } from './wait-for.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tg-door-'));

let tanglegate: Tanglegate;
let checkout: CheckoutClient;
let browser: Browser;
let organiser: Page;
let door: Page;
let password: string;

beforeAll(async () => {
  tanglegate = await launchTanglegate();
  checkout = checkoutClient(tanglegate.url);
  password = (await tanglegate.printed(/log in as organiser with (\S+)/))[1] ?? '';
  browser = await openBrowser();
  organiser = await browser.newPage({ viewport: PHONE });
});
afterAll(async () => {
  await browser.close();
  await tanglegate.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function lookAt(page: Page, name: string): Promise<void> {
  await keepPictures(page, name);
  expect.soft(await findingsOf(page), name).toEqual([]);
}

/** The QR text of a fresh free ticket. */
async function freeTicket(event = 'demo-night'): Promise<string> {
  const view = await checkout.event(event);
  const tier = view.tiers.find(({ price }) => price === '0');
  const { order } = await checkout.place(view, tier?.id ?? '');
  const [link] = order.state === 'paid' ? order.tickets : [];
  const { pass } = await checkout.ticket(link ?? { id: '', secret: '' });
  return pass ?? '';
}

/** As a hand scanner does: types, whatever has the focus, then Enter. */
async function scan(text: string): Promise<void> {
  await door.keyboard.type(text, { delay: 1 });
  await door.keyboard.press('Enter');
}

test('a wrong password is refused in words; the printed one opens the live view', async () => {
  await organiser.goto(`${tanglegate.url}/live`);
  await organiser.getByLabel('Name').fill('organiser');
  await organiser.getByLabel('Password').fill('guess');
  await organiser.getByRole('button', { name: 'Log in' }).click();
  await organiser.getByText('Name or password is wrong').waitFor();
  await lookAt(organiser, '10-log-in');
  await organiser.getByLabel('Password').fill(password);
  await organiser.getByRole('button', { name: 'Log in' }).click();
  await organiser.getByText('Live', { exact: true }).waitFor();
});

test('the organiser makes a phone a door, with a link that is good once', async () => {
  await organiser.getByRole('button', { name: /Enrol a phone for North 1/ }).click();
  const link = await organiser.getByRole('link', { name: 'Enrolment link' }).getAttribute('href');
  await lookAt(organiser, '11-enrol');
  door = await browser.newPage({ viewport: PHONE });
  await door.goto(link ?? '');
  await door.getByText('Connected').waitFor();
  const second = await (await browser.newContext({ viewport: PHONE })).newPage();
  await second.goto(link ?? '');
  await second.getByRole('heading', { name: 'Which door is this?' }).waitFor();
  await lookAt(second, '12-door-not-enrolled');
  await second.close();
});

test('a ticket typed by a hand scanner is admitted, and the live view counts it by itself', async () => {
  await scan(await freeTicket());
  await door.getByRole('heading', { name: 'ADMIT' }).waitFor();
  await organiser.locator('dt:text-is("Inside now") + dd', { hasText: '1' }).waitFor();
  await lookAt(organiser, '13-live');
});

test('a forged pass is refused', async () => {
  const real = parsePass(await freeTicket());
  if (real.kind !== 'static') throw new Error('a free ticket should be static');
  await scan(await signStaticPass(real, { kid: real.kid, sign: () => randomBytes(64) }));
  await door.getByRole('heading', { name: 'REFUSED' }).waitFor();
  await door
    .getByText(/Forged or damaged/)
    .first()
    .waitFor();
  await lookAt(door, '14-refused');
});

test('a pass signed by nobody we know is refused', async () => {
  const claims = {
    ticket: ticketIdSchema.parse(randomBytes(16).toString('hex')),
    event: eventNumberSchema.parse(1),
    tier: tierNumberSchema.parse(1),
  };
  const kid = keyIdSchema.parse('00'.repeat(8));
  await scan(await signStaticPass(claims, { kid, sign: () => randomBytes(64) }));
  await door
    .getByText(/Not our ticket/)
    .first()
    .waitFor();
});

test('a pass of another event is refused by name', async () => {
  await scan(await freeTicket('yard-sessions'));
  await door
    .getByText(/Another event/)
    .first()
    .waitFor();
});

test('a code that is no ticket is refused, and the door goes on', async () => {
  await scan('https://example.org/menu');
  await door
    .getByText(/Not a ticket/)
    .first()
    .waitFor();
  await scan(await freeTicket());
  await door.getByRole('heading', { name: 'ADMIT' }).waitFor();
});

async function enrolledDoor(): Promise<DoorCredential> {
  return enrolWith(await inviteTo(/North 1/));
}

async function enrolWith(link: string): Promise<DoorCredential> {
  const { code } = enrolSchema.parse({ code: new URL(link).hash.replace('#enrol=', '') });
  const response = await fetch(`${tanglegate.url}/api/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  return doorCredentialSchema.parse(await response.json());
}

async function inviteTo(doorName: RegExp): Promise<string> {
  await organiser.reload();
  await organiser.getByRole('button', { name: doorName }).click();
  return (await organiser.getByRole('link', { name: 'Enrolment link' }).getAttribute('href')) ?? '';
}

test('the HTTP twin gives the same verdict for the same scan, and none without a door’s credential', async () => {
  const { username, password: secret } = await enrolledDoor();
  const body = JSON.stringify({
    id: randomUUID(),
    pass: await freeTicket(),
    at: Date.now(),
    direction: 'in',
  });
  const post = (authorization: string): Promise<Response> =>
    fetch(`${tanglegate.url}/api/doors/north-1/scans`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body,
    });
  const basic = `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
  const answers: Answer[] = [];
  for (let i = 0; i < 2; i++) answers.push(answerSchema.parse(await (await post(basic)).json()));
  expect(answers.map(({ decision }) => decision)).toEqual(['admit', 'admit']);
  expect((await post('Basic bm9ib2R5Om5vdGhpbmc=')).status).toBe(401);
});

test('the headless door takes a link once, reads codes from standard input and prints verdicts', async () => {
  const pass = await freeTicket();
  const child = spawn(
    'npm',
    ['run', '--silent', 'door', '--', '--enrol', await inviteTo(/North 1/), '--json'],
    {
      cwd: root,
      env: { ...process.env, TANGLEGATE_DATA: folder },
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.end(`${pass}\nnot a ticket\n`);
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code, output).toBe(0);
  expect(output).toMatch(/admit/i);
  expect(output).toMatch(/malformed/);
});

test('an event at a new venue, imported while everything runs, has its door decided for by itself', async () => {
  await importOpenEvent(tanglegate.dataFolder, 'harbour-night', 'harbour');
  await organiser.goto(`${tanglegate.url}/live#harbour-night`);
  const { username, password: secret } = await enrolWith(await inviteTo(/First door/));
  const answer = await waitFor('the new venue', async () => {
    const response = await fetch(`${tanglegate.url}/api/doors/harbour-1/scans`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`,
      },
      body: JSON.stringify({ id: randomUUID(), pass: 'no ticket', at: Date.now(), direction: 'in' }),
    });
    const given = response.ok ? answerSchema.parse(await response.json()) : undefined;
    return given?.decision === 'refuse' && given.reason === 'malformed' ? given : undefined;
  });
  expect(answer.reason).toBe('malformed');
});
