import { expect, test } from 'vitest';
import { buyerSchema } from './orders.ts';

const ada = { name: 'Ada', phone: '+41 79 123 45 67' };

test('VALID buyers: an e-mail address is a matter of choice', () => {
  expect(buyerSchema.parse({ ...ada, name: '  Ada ' })).toEqual(ada);
  expect(buyerSchema.parse({ ...ada, email: 'ada@example.org' }).email).toBe('ada@example.org');
});

test.each([
  [{ ...ada, name: '   ' }, 'name', 'Your name, please'],
  [{ ...ada, name: 'x'.repeat(81) }, 'name', 'At most 80 characters'],
  [{ ...ada, phone: 'call me' }, 'phone', 'A phone number, like +41 79 123 45 67'],
  [{ ...ada, email: 'ada@' }, 'email', 'An e-mail address, like ada@example.org, or nothing'],
])('INVALID buyer %j', (buyer, field, words) => {
  const parsed = buyerSchema.safeParse(buyer);
  expect(parsed.error?.issues[0]).toMatchObject({ path: [field], message: words });
});
