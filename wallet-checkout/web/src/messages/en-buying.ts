/** What a fan reads while choosing, filling in and paying. Short words, no jargon. */
export const buying = {
  events: {
    title: 'What’s on',
    none: 'Nothing is on sale right now.',
    noneNext: 'Come back soon: new events appear here as soon as they go on sale.',
    from: (price: string) => `from ${price}`,
    /** Not "Free": other tickets of the same event may cost something. */
    fromFree: 'From free',
    soldOut: 'Sold out',
    over: 'Sale is over',
  },
  event: {
    doors: (time: string) => `Doors open ${time}`,
    buy: 'Buy tickets',
    get: 'Get tickets',
    soldOut: 'Sold out',
    soldOutNext:
      'All tickets are sold. Tickets come back when somebody does not pay in time: look again later.',
    over: 'Ticket sale is over',
    overNext: 'Tickets for this event are no longer sold here.',
    left: (count: number) => (count === 1 ? 'Last ticket' : `${count} left`),
    free: 'Free',
    each: (price: string) => `${price} each`,
    picture: (name: string) => `Picture: ${name}`,
    prices: 'Tickets and prices',
    where: 'Where',
    when: 'When',
  },
  form: {
    title: 'Your tickets',
    tier: 'Kind of ticket',
    quantity: 'How many',
    fewer: 'One fewer',
    more: 'One more',
    most: (count: number) => `At most ${count} in one order`,
    buyer: 'Your details',
    name: 'Name',
    phone: 'Phone',
    phoneHint: 'Only used if something changes with your order',
    email: 'E-mail (optional)',
    total: 'Together',
    continueToPay: 'Continue to payment',
    continueFree: 'Get my tickets',
    sending: 'One moment…',
    back: 'Back to the event',
    errors: {
      name: { missing: 'Please write your name', wrong: 'At most 80 characters, please' },
      phone: {
        missing: 'Please write your phone number',
        wrong: 'Please write a phone number, like +41 79 123 45 67',
      },
      email: {
        missing: '',
        wrong: 'Please write an e-mail address, like ada@example.org, or leave this empty',
      },
    },
    fix: (count: number) => (count === 1 ? 'One thing is missing' : `${count} things are missing`),
  },
  order: {
    pay: (amount: string) => `Pay ${amount}`,
    tickets: (count: number, tier: string) => `${count} × ${tier}`,
    orBy: 'Or scan with your wallet, or copy',
    scan: 'Scan with your wallet, or copy',
    qr: 'Code with the address to pay to',
    amount: 'Amount',
    address: 'Address',
    copyAmount: (amount: string) => `Copy amount, ${amount}`,
    copyAddress: (address: string) => `Copy address, ${address}`,
    copied: 'Copied',
    copyByHand: 'Selected: copy it now',
    waiting: 'Waiting for your payment. This page goes on by itself.',
    minutesLeft: (count: number) => (count === 1 ? '1 minute left' : `${count} minutes left`),
    clockLeft: (clock: string) => `${clock} left`,
    soonOver: 'Less than five minutes left to pay.',
    payBefore: (time: string) => `Please pay before ${time}`,
    short: (received: string, price: string, due: string) =>
      `${received} of ${price} arrived. ${due} still missing: please send the rest to the same address.`,
    shortLate: (received: string, price: string) =>
      `${received} of ${price} arrived. Have you sent the rest? It still counts. If not, send no more: what arrived goes back to you.`,
    seen: 'Payment sent',
    seenNext: 'Waiting for it to be confirmed. Usually 2 seconds.',
    seenSlow:
      'This takes longer than usual. Your money is safe: as soon as the payment is confirmed, your tickets appear here. You need not send it again.',
    late: 'Time is up',
    lateNext: (time: string) =>
      `Please don’t start a payment now. Have you just paid? Then wait here: money on its way still counts until ${time}.`,
    paid: 'Paid',
    paidFree: 'Yours',
    paidNext: (count: number) => (count === 1 ? 'Here is your ticket.' : 'Here are your tickets.'),
    ticketOf: (number: number, of: number) => `Ticket ${number} of ${of}`,
    ticketQr: (number: number, of: number) => `Entry code, ticket ${number} of ${of}`,
    openTicket: 'Open ticket',
    sendTicket: 'Send to a friend',
    copyTicket: 'Copy link',
    ticketLater: 'The code could not be loaded just now. Open the ticket to try again.',
    swipe: 'Swipe for the next ticket',
    expired: 'This order has run out',
    expiredNothing: 'No money arrived, and none was taken.',
    cancelled: 'Order cancelled',
    cancelledNothing: 'No money arrived, and none was taken.',
    revoked: 'These tickets were withdrawn',
    revokedNext: 'The organiser has withdrawn them. They no longer open a door.',
    doesNotCount: 'Arrived, but does not count',
    exchange: 'Paying from an exchange?',
    exchangeHow: (amount: string) =>
      `Send so that ${amount} arrives after its fee. Exchanges take minutes, sometimes hours.`,
    exchangeWait: (time: string) =>
      `Your tickets are kept for you until ${time}. Keep the link of this page: money that comes later still gets you tickets while there are some, or goes back to you. It is never lost.`,
    copyUnits: (units: string) => `Copy amount, ${units} in the smallest unit`,
    units: (units: string) => `${units} in the smallest unit`,
    moneyBack: 'What happens to your money',
    dontPay: 'Please don’t send anything to the old address.',
    again: 'Order again',
    cancelling: {
      deed: 'Cancel this order',
      question: 'Cancel this order? Your tickets go back on sale.',
      warning: 'If you have already paid, don’t cancel: wait here instead.',
      yes: 'Yes, cancel',
      no: 'Keep it',
    },
    blind: 'We can’t see payments right now',
    blindNext: (time: string) =>
      `Since ${time}. Money you sent is safe, and your tickets appear here once we can see it. Not paid yet? Better wait until this note goes away.`,
    offline: 'No connection',
    offlineNext: 'Your order is safe. This page goes on by itself once you are connected again.',
    reference: (id: string) => `Order ${id}`,
  },
  refund: {
    reasons: {
      surplus: 'paid too much',
      'too-late': 'arrived too late',
      cancelled: 'arrived after you cancelled',
      'sold-out': 'arrived when all tickets were gone',
      revoked: 'tickets withdrawn',
      'part-paid': 'not the whole amount arrived in time',
    },
    address: {
      label: 'Where should it go back to?',
      hint: 'In your wallet under Receive. Not the address of an exchange, unless it takes payments from anybody.',
      save: 'Send it there',
      saving: 'One moment…',
      saved: 'The organiser sends it to:',
      change: 'Change',
    },
    sentBy: 'Transaction',
    states: {
      due: (amount: string, why: string) => `${amount} goes back to you (${why}).`,
      sent: (amount: string, why: string) => `${amount} is on its way back to you (${why}).`,
      seen: (amount: string, why: string) => `${amount} was sent back to you (${why}).`,
      'written-off': (amount: string, why: string) =>
        `${amount} (${why}) is too little to be sent: the network does not carry such small amounts.`,
    },
  },
  /** What came in and does not count; and, for who has still to pay, how to pay instead. */
  refused: {
    'other-coin': {
      what: () =>
        'A coin of another kind came in. It may carry the same name, but only the network’s own coin pays. The other coin stays where it is.',
      instead: 'Please send the amount again, from your own balance.',
    },
    'failed-transaction': {
      what: (amount: string) => `A payment of ${amount} failed on its way: nothing was taken but the fee.`,
      instead: 'Please pay again.',
    },
    'object-owned': {
      what: (amount: string) =>
        `${amount} came in a form that nobody can spend. It cannot pay for tickets. Write to the organiser with the order number.`,
      instead: 'Please send plain coins.',
    },
    'storage-return': {
      what: (amount: string) =>
        `${amount} came with the condition that you get it back. It cannot pay for tickets.`,
      instead: 'Please send the amount without that condition: in Firefly, as a gift.',
    },
    expiring: {
      what: (amount: string) =>
        `${amount} came with an expiry: after it the money is yours again by itself. It cannot pay for tickets.`,
      instead: 'Please send the amount without expiry.',
    },
    'time-locked': {
      what: (amount: string) =>
        `${amount} came locked until a later time. It cannot pay for tickets now. Write to the organiser about it.`,
      instead: 'Please send the amount without a time lock.',
    },
    'not-basic-output': {
      what: (amount: string) =>
        `${amount} came inside something else, for instance an NFT. It cannot pay for tickets. Write to the organiser about it.`,
      instead: 'Please send plain coins.',
    },
    'no-order': {
      what: (amount: string) =>
        `${amount} came to an address without an order. Write to the organiser with the transaction.`,
      instead: 'Please pay to the address that this page shows.',
    },
  },
  proof: {
    title: 'Proof of payment',
    network: 'Network',
    address: 'Paid to',
    copyTransaction: (id: string) => `Copy the transaction’s number, ${id}`,
    look: 'See it on the network',
  },
  wallet: {
    firefly: 'Pay with Firefly',
    fireflyHint: 'Firefly opens with everything filled in. Other wallets: copy address and amount.',
    payWith: (name: string) => `Pay with ${name}`,
    development: 'Play money, for trying things out',
    working: 'Look at your wallet: it asks you to agree.',
    workingDevelopment: 'Paying. Usually 2 seconds.',
    problems: {
      'wallet-rejected': 'You said no in your wallet. Nothing was sent. Try again, or scan the code.',
      'wallet-no-account':
        'Your wallet shared no account of this network. Nothing was sent. Choose an account in it, or scan the code.',
      'wallet-insufficient':
        'There is not enough in your wallet for the amount and the fee. Nothing was sent. Add money, or pay from another wallet.',
      'wallet-failed':
        'Your wallet reported a problem. If it shows the payment as sent, wait here and don’t pay twice. If not, try again, or scan the code.',
      'wallet-not-loaded':
        'The wallet button could not be loaded. Nothing was sent. Load this page again, or scan the code.',
      'faucet-unreachable':
        'No play money could be fetched. Nothing was sent. Is the development faucet running? Then try again.',
      'node-unreachable':
        'The network does not answer. If your wallet shows the payment as sent, wait here. If not, try again in a minute.',
    },
  },
};
