import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readBrokerSettings } from './settings.ts';

test('presets', () => {
  expect(readBrokerSettings({})).toEqual({
    folder: resolve('data/broker'),
    mqttPort: 1883,
    webSocketPort: 9001,
  });
});

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

test.each(['65536', '-1', '1.5', 'mqtt', '1e3'])('INVALID port %j', (found) => {
  expect(() => readBrokerSettings({ TANGLEGATE_MQTT_PORT: found })).toThrow(
    `TANGLEGATE_MQTT_PORT is "${found}"; it must be a port number from 1 to 65535, or 0 for any free port.`,
  );
});
