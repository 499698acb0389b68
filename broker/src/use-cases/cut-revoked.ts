/** Ends the connections whose credential is no longer good. Asked after each revocation, in this process or another. */
export function cutRevoked({
  connections,
  isActive,
}: {
  connections: { liveUsernames(): Iterable<string>; cut(username: string): void };
  isActive: (username: string) => boolean;
}): void {
  for (const username of connections.liveUsernames()) if (!isActive(username)) connections.cut(username);
}
