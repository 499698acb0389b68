/** What an organiser reads about money. */
export const money = {
  title: 'Money',
  toLive: 'Back to the live view',
  asOf: (time: string) => `As of ${time}. Looks again by itself.`,
  stale: (time: string) => `Not current: figures of ${time}. Trying again by itself.`,
  books: 'The books',
  balance: {
    moneyIn: 'Came in',
    tickets: 'For tickets',
    openPartPayments: 'Parts of orders being paid',
    refunds: 'Owed or sent back',
    refused: 'Does not count',
    dust: 'Too little to ask for or send back',
  },
  addsUp: 'The books add up: everything that came in is in one of these lines.',
  addsNot: (amount: string) => `The books do not add up: ${amount} is in none of these lines.`,
  addsNotNext: 'Run  npm run audit-money  on the server, and keep a copy of its data.',
  addresses: (count: string) => `${count} payment addresses are left.`,
  refunds: 'Money to send back',
  noRefunds: 'Nothing is owed to anybody.',
  refundsHow: (ready: number, waiting: number) =>
    [
      ready === 1 ? '1 can be sent now.' : ready > 1 ? `${ready} can be sent now.` : '',
      waiting === 1
        ? '1 waits for the buyer to say where to.'
        : waiting > 1
          ? `${waiting} wait for the buyer to say where to.`
          : '',
      ready > 0 ? 'On the server: npm run export-money. Where your keys are: npm run refund.' : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  order: (id: string) => `Order ${id}`,
  to: (address: string) => `To ${address}`,
  noAddress: 'The buyer has not said where to. It is asked on the order’s page.',
  transaction: (id: string) => `Transaction ${id}`,
  states: { due: 'to be sent', sent: 'sent, not yet seen', seen: 'arrived', 'written-off': 'written off' },
  reasons: {
    surplus: 'paid too much',
    'too-late': 'paid too late',
    cancelled: 'paid after cancelling',
    'sold-out': 'paid when all was sold',
    revoked: 'tickets withdrawn',
    'part-paid': 'paid only in part',
  },
  writeOff: {
    deed: 'Write off',
    question: 'Never send this back?',
    warning: 'The buyer sees it. It stays in the books as written off.',
    yes: 'Yes, write off',
    no: 'Keep it',
  },
  refused: 'Came in and does not count',
  noRefused: 'Nothing of the kind.',
  refusedWhy: {
    'other-coin': 'a coin of another kind',
    'failed-transaction': 'the payment failed; nothing arrived',
    'object-owned': 'in a form that nobody can spend',
    'storage-return': 'the sender can take it back',
    expiring: 'goes back to the sender by itself after a time',
    'time-locked': 'locked until a later time',
    'not-basic-output': 'inside something else, for instance an NFT',
    'no-order': 'to an address that no order has',
  },
  refusedUnits: (units: string, asset: string) => `${units} of ${asset}`,
  refusedTo: (address: string) => `At ${address}`,
  isNew: 'new',
  noted: 'I have seen these',
  files: {
    title: 'To your keys and back',
    how: 'No key that can spend is on this server. Take this file to the machine with your keys, run  npm run refund  or  npm run sweep  there, and bring back what it writes.',
    take: 'Save money.json',
    bring: 'Bring back sent.json',
    notSent: (name: string) =>
      `${name} is not what npm run refund or npm run sweep writes. Choose the file sent.json; nothing was changed.`,
    recorded: (recorded: number, known: number) =>
      `${recorded} recorded as sent, ${known} were known already. Each is followed until it is seen to arrive.`,
    refused: (id: string, why: string) => `Refund ${id} was not recorded: ${why}.`,
    refusedWhy: {
      'refund-unknown': 'there is no such refund here',
      'other-transaction':
        'another transaction stands there already. Was it paid twice? Compare both in an explorer',
      'written-off': 'it was written off',
    },
  },
  withdraw: 'Withdraw an order',
  withdrawHow: 'Its tickets open no door any more, and what was paid for them is owed back to the buyer.',
  orderNumber: 'Order number',
  orderNumberHint: 'It stands at the bottom of the buyer’s page.',
  orderNumberWrong: 'An order number is 32 letters and digits. Copy the whole of it.',
  withdrawn: (id: string) => `Order ${id} is withdrawn. What was paid is in the list above.`,
  revoke: {
    deed: 'Withdraw it',
    question: 'Withdraw all tickets of this order?',
    warning: 'This cannot be undone. Who is inside already stays inside.',
    yes: 'Yes, withdraw',
    no: 'Keep it',
  },
};
