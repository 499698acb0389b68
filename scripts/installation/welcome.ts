import type { Installation } from './compose-installation.ts';

/** What a first look needs, in a few lines. */
export async function welcome(
  { checkout, mqttUrl, demo }: Installation,
  isPlayMoney: boolean,
): Promise<string> {
  const { url, firstUser } = checkout;
  const [event] = await checkout.catalogue.listEvents();
  const [door] = await checkout.listDoors();
  const user = firstUser && `log in as ${firstUser.user} with ${firstUser.password} (printed this once)`;
  const rows: [string, string][] = [
    ['Event page', event === undefined ? url : `${url}/events/${event.id}`],
    ['Live view', `${url}/live${user === undefined ? '' : `   ${user}`}`],
    ...(door === undefined
      ? []
      : ([[`Door ${door.name}`, `${await checkout.inviteDoor(door.id)}   good once, for ten minutes`]] as [
          string,
          string,
        ][])),
    ['HTTP API', `${url}/api/docs`],
    ['MQTT', mqttUrl],
  ];
  return [
    `Tanglegate is open${isPlayMoney ? ', on a development ledger: play money only' : ''}.`,
    '',
    ...rows.map(([name, where]) => `  ${name.padEnd(14)} ${where}`),
    '',
    firstStep(event !== undefined, demo, isPlayMoney),
    'Ctrl-C ends it.',
  ].join('\n');
}

function firstStep(hasEvent: boolean, demo: boolean, hasOwnWallet: boolean): string {
  if (!hasEvent) return 'Nothing is on sale yet: npm run event -- import FILE, then reload the event page.';
  if (!demo) return 'Open the event page to see what is on sale.';
  const payer = hasOwnWallet ? 'the development wallet' : 'a wallet of the network';
  return `Start at the event page: buy the ticket that costs something, pay with ${payer}, then open the door and show it the ticket.`;
}
