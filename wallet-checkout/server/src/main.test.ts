import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startBroker, startDevnet, temporaryFolder } from './testing/start-backbone.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

function run(settings: Record<string, string>, args: readonly string[] = []) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', TANGLEGATE_PORT: '0', ...settings },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said.text += String(chunk)));
  return { child, said };
}

test('--help says what it does, its settings and its exit codes, and starts nothing', async () => {
  const { child, said } = run({}, ['--help']);
  expect(await once(child, 'exit')).toEqual([0, null]);
  for (const word of ['TANGLEGATE_MQTT_USERNAME', 'TANGLEGATE_PORT', 'Exit codes'])
    expect(said.text).toContain(word);
});

test('a port that is taken ends it in one line of words, and the first password is not lost by that', async () => {
  const folder = temporaryFolder();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo; // A server that listens on TCP has such an address.
  const env = {
    TANGLEGATE_DATA: folder,
    TANGLEGATE_MQTT_USERNAME: 'checkout',
    TANGLEGATE_MQTT_PASSWORD: 'hush',
  };
  const { child, said } = run({ ...env, TANGLEGATE_PORT: String(port) });
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(said.text).toMatch(/^port-taken: TANGLEGATE_PORT is .* set another port\.$/m);
  expect(said.text).not.toContain('hush');
  const second = run(env);
  await vi.waitFor(
    () => {
      expect(second.said.text).toMatch(/Log in at \S+ as organiser with \S+/);
    },
    { timeout: 15_000 },
  );
});

test('a setting that is wrong ends the start with its name, and without a stack trace', async () => {
  const { child, said } = run({ TANGLEGATE_DATA: temporaryFolder(), TANGLEGATE_NETWORK: 'mars' });
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(2);
  expect(said.text).toMatch(/^setting-wrong: TANGLEGATE_NETWORK is "mars": it must be one of .*\.\n$/);
});

test('it runs alone, says where, answers, and ends well when it is asked to', async () => {
  const [devnet, broker] = await Promise.all([startDevnet(), startBroker()]);
  const { child, said } = run({
    TANGLEGATE_DATA: temporaryFolder(),
    TANGLEGATE_NODE_URL: devnet.rpcUrl,
    TANGLEGATE_MQTT_URL: broker.access.url,
    TANGLEGATE_MQTT_USERNAME: broker.access.username,
    TANGLEGATE_MQTT_PASSWORD: broker.access.password,
  });
  const url = await vi.waitFor(
    () => {
      const [, found] = /Log in at (\S+)\/log-in as organiser with \S+/.exec(said.text) ?? [];
      if (found === undefined) throw new Error(`not yet: ${said.text}`);
      return found;
    },
    { timeout: 15_000 },
  );
  expect((await fetch(`${url}/api/events`)).status).toBe(200);
  expect(said.text).not.toContain(broker.access.password);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});
