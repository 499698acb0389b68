/** "/events/spring-night" → "spring-night". What is not of that form becomes an id that no event has. */
export function eventIdFrom(pathname: string): string {
  return /^\/events\/([a-z0-9-]{1,40})\/?$/.exec(pathname)?.[1] ?? '-';
}
