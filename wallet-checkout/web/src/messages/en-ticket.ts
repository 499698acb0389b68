/** What the holder of a ticket reads, on the way to the door and at it. */
export const ticket = {
  title: 'Your ticket',
  show: 'Show this at the door',
  bright: 'Turn your screen’s brightness all the way up.',
  qr: (number: number, of: number) => `Entry code, ticket ${number} of ${of}`,
  numberOf: (number: number, of: number) => `${number} of ${of}`,
  doors: (time: string) => `Doors open ${time}`,
  calendar: 'Add to calendar',
  save: 'Save as picture',
  print: 'Print',
  saved: 'Kept on this phone. Works without internet.',
  keptCopy: (time: string) =>
    `No connection: this is the copy kept on this phone at ${time}. It opens the door just the same.`,
  revoked: 'This ticket was withdrawn',
  revokedNext:
    'It no longer opens a door. If you did not expect this, ask whoever sent it to you, or the organiser.',
  fileName: (event: string, number: number) => `${event}, ticket ${number}`,
  loadFailed: 'Your ticket could not be loaded',
};
