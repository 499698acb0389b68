import { resolve } from 'node:path';
import { TanglegateError } from '@tanglegate/core/errors';

export interface BrokerSettings {
  /** Its own folder inside the data folder. */
  readonly folder: string;
  /** 0: a free one. */
  readonly mqttPort: number;
  /** Only when the broker runs alone; otherwise WebSocket is on the checkout's HTTP server. */
  readonly webSocketPort: number;
}

/** @throws TanglegateError `setting-wrong`, naming the variable, what was found and what is wanted. */
export function readBrokerSettings(
  environment: Readonly<Record<string, string | undefined>>,
): BrokerSettings {
  return {
    folder: resolve(environment['TANGLEGATE_DATA'] || 'data', 'broker'),
    mqttPort: readPort(environment, 'TANGLEGATE_MQTT_PORT', 1883),
    webSocketPort: readPort(environment, 'TANGLEGATE_MQTT_WEBSOCKET_PORT', 9001),
  };
}

function readPort(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  preset: number,
): number {
  const found = environment[name];
  if (found === undefined || found === '') return preset;
  if (/^\d{1,5}$/.test(found) && Number(found) <= 65_535) return Number(found);
  throw new TanglegateError(
    'setting-wrong',
    `${name} is "${found}"; it must be a port number from 1 to 65535, or 0 for any free port.`,
  );
}
