import { join } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';
import { venueIdSchema, type VenueId } from '@tanglegate/core/ids';

/** What a validator needs to know; secrets come apart from this. */
export interface ValidatorSettings {
  readonly venue: VenueId;
  /** The SQLite file. */
  readonly file: string;
  /** So many scans may be under way at once; one more is answered `busy`. */
  readonly mostPending: number;
}

export interface StandaloneSettings extends ValidatorSettings {
  readonly mqtt: { readonly url: string; readonly username: string; readonly password: string };
  /** Of the HTTP twin, on 127.0.0.1. */
  readonly port: number;
  readonly logLevel: LogLevel;
}

const logLevels = ['debug', 'info', 'warn', 'error'] as const;
type LogLevel = (typeof logLevels)[number];

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULTS = {
  data: 'data',
  venue: 'main',
  mqttUrl: 'mqtt://127.0.0.1:1883',
  port: '3181',
  mostPending: 2_000,
};

function wrong(name: string, found: string | undefined, wanted: string): TanglegateError {
  const what = found === undefined || found === '' ? 'is not set' : `is "${found}"`;
  return new TanglegateError('setting-wrong', `${name} ${what}: it must be ${wanted}.`);
}

/** An empty variable is an unset one. */
const readText = (env: Environment, name: string, preset: string): string => env[name] || preset;

function readVenue(env: Environment): VenueId {
  const text = readText(env, 'TANGLEGATE_VENUE', DEFAULTS.venue);
  const venue = venueIdSchema.safeParse(text);
  if (!venue.success) throw wrong('TANGLEGATE_VENUE', text, 'a venue id: 1 to 40 of a-z, 0-9 and -');
  return venue.data;
}

function readUrl(env: Environment): string {
  const text = readText(env, 'TANGLEGATE_MQTT_URL', DEFAULTS.mqttUrl);
  if (!/^(mqtts?|wss?):\/\/[^/]/.test(text) || !URL.canParse(text))
    throw wrong(
      'TANGLEGATE_MQTT_URL',
      text,
      'a broker’s URL, like mqtt://127.0.0.1:1883 or wss://venue.example/mqtt',
    );
  return text;
}

/** The value itself is a secret: the error does not show it. */
function readCredential(env: Environment, name: string): string {
  const text = env[name];
  if (text === undefined || text === '')
    throw wrong(name, undefined, 'this validator’s credential, as the broker made it');
  return text;
}

function readPort(env: Environment): number {
  const text = readText(env, 'TANGLEGATE_VALIDATOR_PORT', DEFAULTS.port);
  const port = Number(text);
  if (!/^[0-9]{1,5}$/.test(text) || port > 65_535)
    throw wrong('TANGLEGATE_VALIDATOR_PORT', text, 'a port number, 0 to 65535 (0 lets the system choose)');
  return port;
}

function readLogLevel(env: Environment): LogLevel {
  const text = readText(env, 'TANGLEGATE_LOG_LEVEL', 'info');
  const level = logLevels.find((known) => known === text);
  if (level === undefined) throw wrong('TANGLEGATE_LOG_LEVEL', text, `one of ${logLevels.join(', ')}`);
  return level;
}

/** Where a venue's admissions are kept in the data folder. */
export function validatorSettings(data: string, venue: VenueId): ValidatorSettings {
  return { venue, file: join(data, `validator-${venue}.sqlite`), mostPending: DEFAULTS.mostPending };
}

/** @throws TanglegateError `setting-wrong`, naming the variable, what was found and what is wanted */
export function readSettings(env: Environment): StandaloneSettings {
  return {
    ...validatorSettings(readText(env, 'TANGLEGATE_DATA', DEFAULTS.data), readVenue(env)),
    mqtt: {
      url: readUrl(env),
      username: readCredential(env, 'TANGLEGATE_MQTT_USERNAME'),
      password: readCredential(env, 'TANGLEGATE_MQTT_PASSWORD'),
    },
    port: readPort(env),
    logLevel: readLogLevel(env),
  };
}
