import { resolve } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the headless door keeps its credential. An empty variable is an unset one, here and below. */
export function readDoorFolder(environment: Environment): string {
  return resolve(environment['TANGLEGATE_DATA'] || 'data', 'door');
}

export interface GateEnvironment {
  /** Where gate drivers write down which scans they opened for. */
  readonly dataFolder: string;
  readonly mqtt: { readonly url: string; readonly username: string; readonly password: string };
}

/** @throws TanglegateError `setting-wrong`, naming the variable, what was found and what is wanted; never a password. */
export function readGateEnvironment(environment: Environment): GateEnvironment {
  const url = environment['TANGLEGATE_MQTT_URL'] || 'mqtt://127.0.0.1:1883';
  if (!URL.canParse(url) || !/^(mqtts?|wss?):\/\/[^/]/.test(url)) {
    throw new TanglegateError(
      'setting-wrong',
      `TANGLEGATE_MQTT_URL is "${url}"; it must be the broker's address, such as mqtt://127.0.0.1:1883.`,
    );
  }
  return {
    dataFolder: resolve(environment['TANGLEGATE_DATA'] || 'data', 'gates'),
    mqtt: {
      url,
      username: readSecret(environment, 'TANGLEGATE_GATE_USERNAME'),
      password: readSecret(environment, 'TANGLEGATE_GATE_PASSWORD'),
    },
  };
}

function readSecret(environment: Environment, name: string): string {
  const found = environment[name];
  if (found !== undefined && found !== '') return found;
  throw new TanglegateError(
    'setting-wrong',
    `${name} is not set; it comes from: npm run credential -- add gate --venue <id> --door <id>`,
  );
}
