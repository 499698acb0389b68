/** What went wrong, what it means for the person's money or ticket, and what to do. By the stable code of the error. */
export const problems = {
  title: 'That didn’t work',
  retry: 'Try again',
  wrongLink: {
    title: 'This link isn’t right',
    order:
      'It may have lost a piece on its way. Open the link again exactly as you got it, or start again from the event.',
    ticket: 'It may have lost a piece on its way. Ask whoever sent it to send it again.',
    event: 'There is no such event. It may be over, or the link may have lost a piece.',
    toEvents: 'To the events',
  },
  byCode: {
    'network-down': 'No connection to us. Nothing was lost: check your internet, then try again.',
    'bad-answer': 'We got an answer that makes no sense. Please try again in a minute.',
    'sold-out': 'Somebody was faster: these tickets are gone. Choose fewer or another kind.',
    'sale-over': 'Ticket sale is over. Nothing was ordered.',
    'too-many-requests':
      'Too many tries from here. Nothing was lost: please try again in a few minutes, at most ten.',
    'log-in-paused': 'Too many wrong passwords. Please wait a few minutes, then try again.',
    'too-busy': 'Very many people are here right now. Nothing was lost: please try again in a moment.',
    stopping: 'We are just restarting. Nothing was lost: please try again in a moment.',
    'ledger-unreachable':
      'We can’t take payments right now. Nothing was ordered. Please try again in a few minutes.',
    'cross-site': 'This did not come from our own page. Open the page again, and try there.',
    'no-address-left':
      'We can’t take payments right now. Nothing was ordered. Please try again in a few minutes.',
    'payments-not-ready':
      'Payments are just getting ready. Nothing was ordered: please try again in a minute.',
    'too-many-tickets': 'That is more than one order may hold. Choose fewer.',
    'tier-unknown': 'This kind of ticket is no longer sold. Please choose another.',
    'event-unknown': 'This event is no longer sold here.',
    'invalid-request': 'Please check what you wrote, then try again.',
    'order-not-open': 'This order can no longer be cancelled. The page now shows how it stands.',
    'address-malformed':
      'That is no address of this network. Copy it from your wallet, where it is called Receive.',
    'address-ours':
      'That is the address tickets are paid to, not your own. Copy the one under Receive in your wallet.',
    'sent-on-other-chain': 'This was sent on another network than the one we follow. Nothing was changed.',
    'order-not-paid': 'Only a paid order can be taken back. The list now shows how it stands.',
    'refund-unknown': 'There is no such refund any more. Load the page again.',
    'refund-not-due': 'This refund was sent or written off already. The list shows how it stands.',
    'log-in-refused': 'Name or password is wrong.',
    'door-unknown': 'There is no such door any more. Load the page again.',
    'internal-error': 'Something broke on our side. Nothing was lost: please try again in a minute.',
  },
};
