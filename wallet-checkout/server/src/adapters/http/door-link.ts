/** The code stands in the fragment: it never reaches a log. */
export function doorLink(publicUrl: string, code: string): string {
  return `${new URL(publicUrl).origin}/door#enrol=${code}`;
}
