/** Asks again and again until there is an answer; says what it waited for when there is none in time. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  withinMs = 30_000,
): Promise<T> {
  let last: unknown;
  for (const deadline = Date.now() + withinMs; Date.now() < deadline;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited ${withinMs} ms for ${what}`, { cause: last });
}
