/** Whoever comes waits until so many have come: what a positive control needs, so that all have looked before one acts. */
export function meetingPoint(people: number): () => Promise<void> {
  let come = 0;
  let open = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    if (++come >= people) open();
    return isOpen;
  };
}
