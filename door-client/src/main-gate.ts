import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { messageOf, TanglegateError } from '@tanglegate/core/errors';
import { doorIdSchema, venueIdSchema } from '@tanglegate/core/ids';
import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { composeGate } from './compose-gate.ts';
import type { GateKind } from './domain/gate-kind.ts';
import { readGateEnvironment } from './settings.ts';

interface Options {
  readonly venue: string;
  readonly door: string;
  readonly relay?: string;
  readonly command: string;
  readonly acknowledgement: string;
  readonly timeout: number;
  readonly simulate?: true;
}

const program = new Command('gate')
  .description(
    'Opens the gate of one door on its verdicts, once for each scan, and reports on the door’s gate topic.\n' +
      'Its credential comes from TANGLEGATE_GATE_USERNAME and TANGLEGATE_GATE_PASSWORD, the broker from TANGLEGATE_MQTT_URL.',
  )
  .requiredOption('--venue <id>', 'the venue of the door')
  .requiredOption('--door <id>', 'the door whose gate this is')
  .option('--simulate', 'a gate that only says in the log that it opens')
  .option('--relay <prefix>', 'a relay on the same broker: told on <prefix>/set, answers on <prefix>/state')
  .option('--command <text>', 'what the relay is told', 'ON')
  .option('--acknowledgement <text>', 'what the relay says when it has moved', 'ON')
  .option('--timeout <ms>', 'how long the relay may take to say so', readMilliseconds, 2_000)
  .action(run);

function run(options: Options): void {
  if (existsSync('.env')) loadEnvFile('.env');
  const { dataFolder, mqtt } = readGateEnvironment(process.env);
  const venue = venueIdSchema.safeParse(options.venue);
  const door = doorIdSchema.safeParse(options.door);
  if (!venue.success || !door.success) {
    throw new TanglegateError('option-wrong', '--venue and --door are ids: 1 to 40 of a-z, 0-9 and -.');
  }
  const log = pino({ name: 'gate' });
  const settings = { venue: venue.data, door: door.data, mqtt, dataFolder, gate: readKind(options) };
  const gate = composeGate(settings, { log });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void gate.close());
}

function readKind({ simulate, relay, command, acknowledgement, timeout }: Options): GateKind {
  if (simulate === true && relay === undefined) return { kind: 'simulated' };
  if (simulate === undefined && relay !== undefined) {
    return { kind: 'mqtt-relay', prefix: relay, command, acknowledgement, timeoutMs: timeout };
  }
  throw new TanglegateError('option-wrong', 'Say which gate it is: either --simulate or --relay <prefix>.');
}

function readMilliseconds(text: string): number {
  if (/^\d{2,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Use 10 to 99999 milliseconds.');
}

try {
  program.parse();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
