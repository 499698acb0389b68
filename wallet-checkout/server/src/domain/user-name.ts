/** As names are stored and compared: what a phone's keyboard adds (a capital, a space) makes nobody else. */
export function userName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}
