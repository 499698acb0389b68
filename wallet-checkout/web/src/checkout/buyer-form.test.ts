import { expect, test } from 'vitest';
import { errorsFromServer, fieldError, readBuyer } from './buyer-form.ts';

const good = { name: 'Ada Lovelace', phone: '+41 79 123 45 67', email: 'ada@example.org' };

test.each([
  [good, good],
  [
    { ...good, name: '  Ada  ', phone: ' 079 123 45 67 ' },
    { ...good, name: 'Ada', phone: '079 123 45 67' },
  ],
  [
    { ...good, email: '' },
    { name: good.name, phone: good.phone },
  ],
  [
    { ...good, email: '  ' },
    { name: good.name, phone: good.phone },
  ],
])('%j is a buyer', (input, buyer) => {
  expect(readBuyer(input)).toEqual({ ok: true, buyer });
});

test.each([
  [{ ...good, name: '  ' }, { name: 'Please write your name' }],
  [{ ...good, name: 'x'.repeat(81) }, { name: 'At most 80 characters, please' }],
  [{ ...good, phone: '' }, { phone: 'Please write your phone number' }],
  [{ ...good, phone: 'call me' }, { phone: 'Please write a phone number, like +41 79 123 45 67' }],
  [
    { ...good, email: 'ada@' },
    { email: 'Please write an e-mail address, like ada@example.org, or leave this empty' },
  ],
  [
    { name: '', phone: '', email: '' },
    { name: 'Please write your name', phone: 'Please write your phone number' },
  ],
])('%j is no buyer', (input, errors) => {
  expect(readBuyer(input)).toEqual({ ok: false, errors });
});

test('leaving a field judges that field alone', () => {
  const input = { ...good, name: '', phone: '1' };
  expect(fieldError('phone', input)).toBe('Please write a phone number, like +41 79 123 45 67');
  expect(fieldError('email', input)).toBeUndefined();
});

test('the server’s paths find their fields, and unknown ones none', () => {
  expect(errorsFromServer(['buyer.phone', 'quantity'], good)).toEqual({
    phone: 'Please write a phone number, like +41 79 123 45 67',
  });
});
