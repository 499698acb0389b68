import { expect, test } from 'vitest';
import { readFragment, readPasted } from './enrolment-link.ts';

const CODE = 'AbCdEfGhIjKlMnOpQrSt_-';
const HOST = 'tickets.example:8080';
const OURS = `https://${HOST}/door#enrol=${CODE}`;

test('the fragment of the address bar', () => {
  expect(readFragment(`#enrol=${CODE}`)).toEqual({ kind: 'code', code: CODE });
});

test.each(['', '#', '#enrol=', '#enrol=short', `#enrol=${CODE}x`, `#order=${CODE}`, `enrol=${CODE}`])(
  'is no enrolment: %j',
  (fragment) => {
    expect(readFragment(fragment)).toEqual({ kind: 'none' });
  },
);

test.each([OURS, `  ${OURS}\n`, CODE, ` ${CODE} `])('may be pasted: %j', (text) => {
  expect(readPasted(text, HOST)).toEqual({ kind: 'code', code: CODE });
});

test('a link of another checkout is named as such', () => {
  expect(readPasted(`https://other.example/door#enrol=${CODE}`, HOST)).toEqual({
    kind: 'elsewhere',
    host: 'other.example',
  });
});

test.each(['', 'hello', `https://${HOST}/door`, `https://${HOST}/door?enrol=${CODE}`, `${CODE}${CODE}`])(
  'is no link: %j',
  (text) => {
    expect(readPasted(text, HOST)).toEqual({ kind: 'none' });
  },
);
