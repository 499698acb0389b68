import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readBrokerSettings } from './settings.ts';

test.each([{}, { TANGLEGATE_DATA: '', TANGLEGATE_MQTT_PORT: '' }])(
  'presets; an empty variable is none: %o',
  (environment) => {
    expect(readBrokerSettings(environment)).toEqual({
      folder: resolve('data/broker'),
      mqttPort: 1883,
      webSocketPort: 9001,
    });
  },
);

test('each can be set', () => {
  const environment = {
    TANGLEGATE_DATA: '/srv/tg',
    TANGLEGATE_MQTT_PORT: '0',
    TANGLEGATE_MQTT_WEBSOCKET_PORT: '81',
  };
  expect(readBrokerSettings(environment)).toEqual({
    folder: '/srv/tg/broker',
    mqttPort: 0,
    webSocketPort: 81,
  });
});

const ports = ['TANGLEGATE_MQTT_PORT', 'TANGLEGATE_MQTT_WEBSOCKET_PORT'];
const invalid = ['65536', '-1', '1.5', 'mqtt', '1e3'];
test.each(ports.flatMap((name) => invalid.map((found) => [name, found] as const)))(
  'INVALID %s %j',
  (name, found) => {
    expect(() => readBrokerSettings({ [name]: found })).toThrow(
      `${name} is "${found}"; it must be a port number from 1 to 65535, or 0 for any free port.`,
    );
  },
);
