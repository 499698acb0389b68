import { expect, test } from 'vitest';
import { readEnrolmentLink, resolveMqttUrl } from './enrolment-link.ts';

const code = 'AAAAAAAAAAAAAAAAAAAAA_';

test.each([
  [`http://127.0.0.1:8080/door/#enrol=${code}`, 'http://127.0.0.1:8080'],
  [`https://tickets.example/door#enrol=${code} `, 'https://tickets.example'],
])('VALID %s', (link, origin) => {
  expect(readEnrolmentLink(link)).toEqual({ origin, code });
});

test.each([
  '',
  code,
  `ftp://a/#enrol=${code}`,
  'https://tickets.example/door',
  `https://tickets.example/#enrol=${code}x`,
])('INVALID %s', (link) => {
  expect(() => readEnrolmentLink(link)).toThrow(
    expect.objectContaining({ code: 'enrolment-link-malformed' }),
  );
});

test.each([
  ['/mqtt', 'http://127.0.0.1:8080', 'ws://127.0.0.1:8080/mqtt'],
  ['/mqtt', 'https://tickets.example', 'wss://tickets.example/mqtt'],
  ['wss://broker.example/mqtt', 'https://tickets.example', 'wss://broker.example/mqtt'],
])('%s from %s is %s', (mqttUrl, origin, url) => {
  expect(resolveMqttUrl(mqttUrl, origin)).toBe(url);
});
