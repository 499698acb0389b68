import { startTangle, type TestTangle } from '@tanglegate/devnet/testing/tangle';
import {
  alias,
  nft,
  payment,
  withExpiration,
  withFeatures,
  withStorageDepositReturn,
  withTimelock,
  type OutputTo,
} from '@tanglegate/devnet/testing/tangle-outputs';
import { makeTanglePayer, type TanglePayer } from '@tanglegate/devnet/testing/tangle-payer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Arrival } from '../../ports/ledger.ts';
import { newAddress, readToTip } from '../../testing/ledger-contract.ts';
import { ledgerAt, ledgerOf } from './testing/tangle-ledger.ts';

// "Count a Stardust deposit only if" (LEDGER.md), line by line: each trick signed by the SDK, sent to a real Hornet node, confirmed there.

let tangle: TestTangle;
let payer: TanglePayer;
beforeAll(async () => {
  tangle = await startTangle();
  payer = await makeTanglePayer(tangle);
  await tangle.makeMilestone();
}, 600_000);
afterAll(() => tangle.close());

const AMOUNT = 2_000_000n;
const inAnHour = (): number => Math.floor(Date.now() / 1_000) + 3_600;
const anHourAgo = (): number => Math.floor(Date.now() / 1_000) - 3_600;
type Output = Parameters<TanglePayer['send']>[0]['outputs'][number];

/** What of this reaches a new address of ours, once a milestone has settled the transaction. */
async function arrivalsOf(make: (to: string) => Output | Promise<Output>) {
  const ledger = ledgerOf(tangle);
  const from = await ledger.tip();
  const ours = newAddress();
  const sent = await payer.send({ outputs: [await make(ledger.formatAddress(ours))] });
  expect(await tangle.settle(sent.blockId)).toMatchObject({ inclusion: 'included' });
  const { arrivals } = await readToTip(ledger, from);
  return { arrivals: arrivals.filter(({ address }) => address === ours), sent };
}

const back = (output: OutputTo) => ({ ...output, returnTo: payer.address });
const REFUSED: readonly (readonly [string, string, string, (to: OutputTo) => Output])[] = [
  [
    'whoever spends it must send it all back',
    'storage-return',
    'basic output',
    (to) => withStorageDepositReturn({ ...back(to), returned: AMOUNT }),
  ],
  [
    'whoever spends it must send a part back',
    'storage-return',
    'basic output',
    (to) => withStorageDepositReturn({ ...back(to), returned: 213_000n }),
  ],
  [
    'the sender’s again in an hour',
    'expiring',
    'basic output',
    (to) => withExpiration({ ...back(to), at: inAnHour() }),
  ],
  [
    'the sender’s again already',
    'expiring',
    'basic output',
    (to) => withExpiration({ ...back(to), at: anHourAgo() }),
  ],
  ['nobody’s for an hour', 'time-locked', 'basic output', (to) => withTimelock({ ...to, until: inAnHour() })],
  [
    'a timelock that is over',
    'time-locked',
    'basic output',
    (to) => withTimelock({ ...to, until: anHourAgo() }),
  ],
  ['an NFT that holds the price', 'not-basic-output', 'NFT output', nft],
  ['an alias that holds the price', 'not-basic-output', 'alias output', alias],
];

test.each(REFUSED)('%s: refused as %s', async (_name, reason, asset, make) => {
  const { arrivals, sent } = await arrivalsOf((to) => make({ to, amount: AMOUNT }));
  expect(arrivals).toMatchObject([
    { kind: 'refused', reason, asset, amount: AMOUNT, transaction: sent.transactionId },
  ]);
});

test('the positive control: the same amount as a plain output counts', async () => {
  const { arrivals, sent } = await arrivalsOf((to) => payment({ to, amount: AMOUNT }));
  expect(arrivals).toMatchObject([
    {
      kind: 'deposit',
      amount: AMOUNT,
      transaction: sent.transactionId,
      ledgerId: sent.outputs[0]?.outputId,
    },
  ]);
});

test('metadata and a tag change nothing: it counts', async () => {
  const features = [
    { type: 2, data: '0xc0ffee' },
    { type: 3, tag: '0x7467' },
  ];
  const { arrivals } = await arrivalsOf((to) => withFeatures({ to, amount: AMOUNT, features }));
  expect(arrivals).toMatchObject([{ kind: 'deposit', amount: AMOUNT }]);
});

test.each<[string, (ours: string) => Output]>([
  [
    'a storage deposit’s',
    (ours) =>
      withStorageDepositReturn({ to: payer.address, amount: AMOUNT, returnTo: ours, returned: AMOUNT }),
  ],
  [
    'an expiry’s, still to come',
    (ours) => withExpiration({ to: payer.address, amount: AMOUNT, returnTo: ours, at: inAnHour() }),
  ],
  [
    'an expiry’s, over already',
    (ours) => withExpiration({ to: payer.address, amount: AMOUNT, returnTo: ours, at: anHourAgo() }),
  ],
])('our address merely as the return address, %s: nobody’s arrival', async (_name, make) => {
  expect((await arrivalsOf(make)).arrivals).toEqual([]);
});

test('native tokens count for nothing; the coin that they lie in counts', async () => {
  const ledger = ledgerOf(tangle);
  const from = await ledger.tip();
  const ours = newAddress();
  const to = ledger.formatAddress(ours);
  const sent = await payer.payWithNewToken({ to, amount: AMOUNT, tokens: 10n ** 18n });
  await tangle.settle(sent.blockId);
  const { arrivals } = await readToTip(ledger, from);
  expect(arrivals.filter(({ address }) => address === ours)).toMatchObject([
    { kind: 'deposit', amount: AMOUNT, transaction: sent.transactionId },
  ]);
});

test('sent, and not confirmed by a milestone: nothing yet; after it, once', async () => {
  const ledger = ledgerOf(tangle);
  const from = await ledger.tip();
  const ours = newAddress();
  const isOurs = ({ address }: Arrival) => address === ours;
  const sent = await payer.pay(ledger.formatAddress(ours), AMOUNT);
  expect((await readToTip(ledger, from)).arrivals.filter(isOurs)).toEqual([]);
  await tangle.settle(sent.blockId);
  expect((await readToTip(ledger, from)).arrivals.filter(isOurs)).toHaveLength(1);
});

test('the same coin spent twice: the conflicting payment never arrives', async () => {
  const ledger = ledgerOf(tangle);
  const from = await ledger.tip();
  const [honest, cheated] = [newAddress(), newAddress()];
  const [first, second] = await payer.doubleSpend(
    { to: ledger.formatAddress(honest), amount: AMOUNT },
    { to: ledger.formatAddress(cheated), amount: AMOUNT },
  );
  expect(await tangle.settle(first.blockId)).toMatchObject({ inclusion: 'included' });
  expect(await tangle.settle(second.blockId)).toMatchObject({ inclusion: 'conflicting' });
  const { arrivals } = await readToTip(ledger, from);
  const reached = arrivals.map(({ address }) => address);
  expect(reached).toContain(honest);
  expect(reached).not.toContain(cheated);
});

test('created and spent again in the same milestone: it did arrive', async () => {
  const ledger = ledgerOf(tangle);
  const from = await ledger.tip();
  const buyer = await makeTanglePayer(tangle, 5_000_000n);
  const sent = await buyer.pay(buyer.address, AMOUNT);
  await tangle.settle(sent.blockId);
  const { arrivals } = await readToTip(ledger, from);
  const theirs = arrivals.filter(({ address }) => address === ledger.parseAddress(buyer.address));
  expect(theirs.map(({ amount, position }) => ({ amount, position }))).toEqual(
    expect.arrayContaining([{ amount: 5_000_000n, position: theirs[0]?.position }]),
  );
  expect(theirs).toHaveLength(3);
});

test.each([
  ['name', () => ledgerAt(tangle.nodeUrl, 'another-tangle')],
  ['prefix', () => ledgerAt(tangle.nodeUrl, tangle.networkName, 'rms')],
])('a node whose network’s %s is not the configured one is not believed', async (_name, open) => {
  await expect(open().tip()).rejects.toMatchObject({ code: 'ledger-other-chain' });
  const cursor = await ledgerOf(tangle).tip();
  await expect(open().readAfter(cursor)).rejects.toMatchObject({ code: 'ledger-other-chain' });
});
