import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const needed = { TANGLEGATE_MQTT_USERNAME: 'validator.main.x1', TANGLEGATE_MQTT_PASSWORD: 'secret' };

test('with a credential alone, everything else has a default', () => {
  expect(readSettings(needed)).toEqual({
    venue: 'main',
    file: 'data/validator-main.sqlite',
    mostPending: 2_000,
    mqtt: { url: 'mqtt://127.0.0.1:1883', username: 'validator.main.x1', password: 'secret' },
    port: 3181,
    logLevel: 'info',
  });
});

test.each([
  ['TANGLEGATE_VENUE', 'Main Hall', 'TANGLEGATE_VENUE is "Main Hall": it must be a venue id'],
  ['TANGLEGATE_MQTT_URL', 'localhost', 'TANGLEGATE_MQTT_URL is "localhost": it must be a broker’s URL'],
  ['TANGLEGATE_MQTT_URL', 'http://localhost', 'TANGLEGATE_MQTT_URL is "http://localhost"'],
  [
    'TANGLEGATE_MQTT_USERNAME',
    '',
    'TANGLEGATE_MQTT_USERNAME is not set: it must be this validator’s credential',
  ],
  ['TANGLEGATE_MQTT_PASSWORD', '', 'TANGLEGATE_MQTT_PASSWORD is not set'],
  ['TANGLEGATE_VALIDATOR_PORT', '65536', 'TANGLEGATE_VALIDATOR_PORT is "65536": it must be a port number'],
  ['TANGLEGATE_VALIDATOR_PORT', '80a', 'TANGLEGATE_VALIDATOR_PORT is "80a"'],
  [
    'TANGLEGATE_LOG_LEVEL',
    'loud',
    'TANGLEGATE_LOG_LEVEL is "loud": it must be one of debug, info, warn, error',
  ],
])('%s=%s stops the start with words', (name, value, words) => {
  expect(() => readSettings({ ...needed, [name]: value })).toThrow(words);
});
