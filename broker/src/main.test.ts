import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** Until it ends by itself: a broker that ought to refuse its start, and does not, lets the test time out. */
function run(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number; out: string; err: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-broker-main-'));
  const options = { env: { PATH: process.env['PATH'], TANGLEGATE_DATA: folder, ...env } };
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', main, ...args];
    const child = execFile(process.execPath, command, options, (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
  });
}

test('--help says what it does, its settings and its exit codes', async () => {
  const { code, out } = await run(['--help'], {});
  expect(code).toBe(0);
  for (const word of ['TANGLEGATE_MQTT_PORT', 'TANGLEGATE_MQTT_WEBSOCKET_PORT', 'Exit codes'])
    expect(out).toContain(word);
});

test('a wrong setting stops the start in one line, with a code of its own', async () => {
  expect(await run([], { TANGLEGATE_MQTT_PORT: 'loud' })).toEqual({
    ...{ code: 2, out: '' },
    err: 'setting-wrong: TANGLEGATE_MQTT_PORT is "loud"; it must be a port number from 1 to 65535, or 0 for any free port.\n',
  });
});

test.each(['TANGLEGATE_MQTT_PORT', 'TANGLEGATE_MQTT_WEBSOCKET_PORT'])(
  'a port that is taken ends it, with the name of the setting: %s',
  async (name) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo; // A server that listens on TCP has such an address.
    const free = { TANGLEGATE_MQTT_PORT: '0', TANGLEGATE_MQTT_WEBSOCKET_PORT: '0' };
    const ended = await run([], { ...free, [name]: String(port) });
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toMatch(new RegExp(`^port-in-use: .*${port}.*set ${name} to a free port\\.\n$`));
  },
);
