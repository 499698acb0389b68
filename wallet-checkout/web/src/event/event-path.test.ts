import { expect, test } from 'vitest';
import { eventIdFrom } from './event-path.ts';

test.each([
  ['/events/spring-night', 'spring-night'],
  ['/events/spring-night/', 'spring-night'],
  ['/events/', '-'],
  ['/events/Spring%20Night', '-'],
  ['/event.html', '-'],
])('%s names the event %j', (path, id) => {
  expect(eventIdFrom(path)).toBe(id);
});
