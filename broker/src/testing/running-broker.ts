import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doorIdSchema, venueIdSchema } from '@tanglegate/core/ids';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import type { Role } from '@tanglegate/core/mqtt/topic-table';
import Fastify from 'fastify';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { composeBroker, type Broker } from '../compose.ts';
import type { IssuedCredential } from '../ports/credentials.ts';

export const venue = venueIdSchema.parse('town-hall');
export const door = doorIdSchema.parse('north-1');

export const principals: Record<Role, Principal> = {
  door: { role: 'door', venue, door },
  gate: { role: 'gate', venue, door, relayPrefix: 'relays/north-1' },
  validator: { role: 'validator', venue },
  checkout: { role: 'checkout' },
};

export interface RunningBroker extends Broker {
  readonly port: number;
  readonly webSocketUrl: string;
  /** What was logged, as parsed lines. */
  readonly logged: Record<string, unknown>[];
  readonly folder: string;
  credential(role: Role): IssuedCredential;
}

/** A real broker on free ports and a folder of its own, gone when the test ends. */
export async function startBroker(): Promise<RunningBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'tanglegate-broker-'));
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'debug' },
    { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const broker = await composeBroker({ folder, mqttPort: 0 }, { log });
  const http = Fastify({ forceCloseConnections: true });
  await http.register(broker.websocketPlugin, { path: '/mqtt' });
  const address = await http.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await Promise.all([http.close(), broker.close()]);
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    ...broker,
    folder,
    logged,
    port: Number(new URL(broker.tcpUrl).port),
    webSocketUrl: `${address.replace('http', 'ws')}/mqtt`,
    credential: (role) => broker.credentials.issue(principals[role], `the ${role} of a test`),
  };
}
