import { expect, test } from 'vitest';
import { doorIdSchema, venueIdSchema } from '../ids.ts';
import { mayPublish, maySubscribe, type Principal } from './rights.ts';
import { parseTopic, topicNames, topicOf, topicTable, type Role } from './topic-table.ts';

const venue = venueIdSchema.parse('town-hall');
const door = doorIdSchema.parse('north-1');
const other = { venue: venueIdSchema.parse('arena'), door: doorIdSchema.parse('north-2') };
const principals: Record<Role, Principal> = {
  door: { role: 'door', venue, door },
  gate: { role: 'gate', venue, door, relayPrefix: 'relays/north-1' },
  validator: { role: 'validator', venue },
  checkout: { role: 'checkout' },
};
const roles = Object.keys(principals) as Role[]; // The literal keys above.
const rows = topicNames.flatMap((name) => roles.map((role) => ({ name, role })));

test.each(rows)(
  '$role on $name: exactly what the table says, and only retained where it says so',
  ({ name, role }) => {
    const row = topicTable[name];
    const publishers: readonly Role[] = row.publish;
    const subscribers: readonly Role[] = row.subscribe;
    const topic = topicOf(name, { venue, door });
    expect(mayPublish(principals[role], topic, false)).toBe(publishers.includes(role));
    expect(mayPublish(principals[role], topic, true)).toBe(publishers.includes(role) && row.retain);
    expect(maySubscribe(principals[role], topic)).toBe(subscribers.includes(role));
  },
);

test.each(rows)('$role on $name of another venue or door: only the checkout', ({ name, role }) => {
  const elsewhere = topicOf(name, { venue: other.venue, door });
  if (role !== 'checkout') {
    expect(mayPublish(principals[role], elsewhere, false)).toBe(false);
    expect(maySubscribe(principals[role], elsewhere)).toBe(false);
  }
  if (topicTable[name].path.includes('{door}') && (role === 'door' || role === 'gate')) {
    expect(mayPublish(principals[role], topicOf(name, { venue, door: other.door }), false)).toBe(false);
    expect(maySubscribe(principals[role], topicOf(name, { venue, door: other.door }))).toBe(false);
    expect(maySubscribe(principals[role], topicOf(name, { venue, door: '+' }))).toBe(false);
  }
});

test('validators and the checkout read all doors of a venue at once', () => {
  expect(maySubscribe(principals.validator, 'tg/v1/town-hall/door/+/scan')).toBe(true);
  expect(maySubscribe(principals.checkout, 'tg/v1/town-hall/door/+/status')).toBe(true);
});

test.each([
  '#',
  '+',
  'tg/#',
  'tg/v1/#',
  'tg/v1/+/door/north-1/verdict',
  'tg/v1/town-hall/#',
  '$SYS/#',
  '$share/x/tg/v1/town-hall/register',
])('nobody subscribes to %s', (filter) => {
  for (const principal of Object.values(principals)) expect(maySubscribe(principal, filter)).toBe(false);
});

test('a relay and its gate driver have the relay’s topics, and nobody else has', () => {
  const relay: Principal = { role: 'relay', relayPrefix: 'relays/north-1' };
  for (const principal of [relay, principals.gate]) {
    expect(mayPublish(principal, 'relays/north-1/set', false)).toBe(true);
    expect(maySubscribe(principal, 'relays/north-1/#')).toBe(true);
    expect(mayPublish(principal, 'relays/north-10/set', false)).toBe(false);
  }
  expect(mayPublish(principals.gate, 'relays/north-1/set', true)).toBe(false);
  expect(mayPublish(principals.door, 'relays/north-1/set', false)).toBe(false);
  expect(
    mayPublish(
      { role: 'relay', relayPrefix: 'tg/v1/town-hall/door/north-1' },
      'tg/v1/town-hall/door/north-1/scan',
      false,
    ),
  ).toBe(false);
});

test.each([
  '',
  'tg',
  'tg/v2/town-hall/register',
  'tg/v1//register',
  'tg/v1/town-hall/registers',
  'tg/v1/Town Hall/register',
  'tg/v1/town-hall/door/../scan',
  'tg/v1/town-hall/door/scan',
])('INVALID topic %j is not ours', (topic) => {
  expect(parseTopic(topic)).toBeUndefined();
});
