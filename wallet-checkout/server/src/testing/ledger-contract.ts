import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressHex, type AddressHex } from '../domain/address.ts';
import type { Arrival, Ledger, LedgerCursor } from '../ports/ledger.ts';

interface Payment {
  readonly address: AddressHex;
  /** Ledger units. */
  readonly amount: bigint;
}

/** A ledger on a real node, and somebody who pays there. */
export interface LedgerUnderTest {
  readonly ledger: Ledger;
  /** The same kind of ledger, on another chain's real node. */
  readonly otherChain: Ledger;
  /** The same kind of ledger, where no node listens. */
  readonly noNode: Ledger;
  /** An address as the other kind of ledger writes it. */
  readonly foreignAddress: string;
  /** One transaction, signed by the network's SDK. @returns its id, once it is final */
  pay(payments: readonly Payment[]): Promise<string>;
  /** So many more checkpoints or milestones. */
  advance(positions: number): Promise<void>;
  close(): Promise<void>;
}

export const newAddress = (): AddressHex => addressHex(randomBytes(32).toString('hex'));

/** All pages from the cursor to the tip, and where that was. */
export async function readToTip(ledger: Ledger, from: LedgerCursor) {
  const arrivals: Arrival[] = [];
  const positions: number[] = [];
  let position = from.position;
  for (;;) {
    const page = await ledger.readAfter({ chain: from.chain, position });
    arrivals.push(...page.arrivals);
    positions.push(page.position);
    position = page.position;
    if (page.atTip) return { arrivals, positions, end: { chain: from.chain, position } };
  }
}

const to = (arrivals: readonly Arrival[], ...addresses: readonly AddressHex[]): Arrival[] =>
  arrivals.filter(({ address }) => addresses.includes(address));

type Running = () => LedgerUnderTest;

const payOne = (on: LedgerUnderTest, address: AddressHex, amount: bigint) => on.pay([{ address, amount }]);

function findsPayments(on: Running): void {
  test('nothing has arrived after the tip', async () => {
    const page = await on().ledger.readAfter(await on().ledger.tip());
    expect(page).toMatchObject({ arrivals: [], atTip: true });
  });

  test('a payment is found once, to the unit, with its transaction and the time of the ledger', async () => {
    const from = await on().ledger.tip();
    const address = newAddress();
    const transaction = await payOne(on(), address, 1_234_567n);
    const { arrivals, end } = await readToTip(on().ledger, from);
    expect(to(arrivals, address)).toEqual([
      {
        kind: 'deposit',
        ledgerId: expect.stringContaining(transaction) as string,
        transaction,
        address,
        amount: 1_234_567n,
        position: expect.any(Number) as number,
        ledgerAt: expect.any(Number) as number,
      },
    ]);
    const [found] = to(arrivals, address);
    expect(found?.position).toBeGreaterThan(from.position);
    expect(found?.position).toBeLessThanOrEqual(end.position);
    expect(Math.abs((found?.ledgerAt ?? 0) - Date.now())).toBeLessThan(600_000);
    expect(to((await readToTip(on().ledger, end)).arrivals, address)).toEqual([]);
  });

  test('one transaction pays two: each is found', async () => {
    const from = await on().ledger.tip();
    const [ada, bob] = [newAddress(), newAddress()];
    const transaction = await on().pay([
      { address: ada, amount: 300_000n },
      { address: bob, amount: 400_000n },
    ]);
    const found = to((await readToTip(on().ledger, from)).arrivals, ada, bob);
    const amounts = new Map(found.map(({ address, amount }) => [address, amount]));
    expect(amounts).toEqual(
      new Map([
        [ada, 300_000n],
        [bob, 400_000n],
      ]),
    );
    expect(found.map((arrival) => arrival.transaction)).toEqual([transaction, transaction]);
  });

  test('two transactions pay one: both are found, in the ledger’s order, under ids of their own', async () => {
    const from = await on().ledger.tip();
    const address = newAddress();
    const first = await payOne(on(), address, 300_000n);
    const second = await payOne(on(), address, 300_000n);
    const found = to((await readToTip(on().ledger, from)).arrivals, address);
    expect(found.map(({ transaction }) => transaction)).toEqual([first, second]);
    expect(new Set(found.map(({ ledgerId }) => ledgerId)).size).toBe(2);
  });
}

function readsInOrder(on: Running, positionsOfAPage: number): void {
  test('the same cursor gives the same again: after a crash, nothing is lost', async () => {
    const from = await on().ledger.tip();
    const address = newAddress();
    await payOne(on(), address, 500_000n);
    const first = await readToTip(on().ledger, from);
    const again = await readToTip(on().ledger, from);
    expect(to(again.arrivals, address)).toEqual(to(first.arrivals, address));
  });

  test('after a long pause: pages in order, what came at the beginning and at the end, none twice', async () => {
    const from = await on().ledger.tip();
    const [early, late] = [newAddress(), newAddress()];
    await payOne(on(), early, 300_000n);
    await on().advance(positionsOfAPage);
    await payOne(on(), late, 400_000n);
    const { arrivals, positions } = await readToTip(on().ledger, from);
    expect(to(arrivals, early, late).map(({ address }) => address)).toEqual([early, late]);
    expect(positions.length).toBeGreaterThan(1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  test('from a cursor in the middle, only what came after it', async () => {
    const address = newAddress();
    await payOne(on(), address, 300_000n);
    const middle = await on().ledger.tip();
    const second = await payOne(on(), address, 400_000n);
    const found = to((await readToTip(on().ledger, middle)).arrivals, address);
    expect(found.map(({ transaction }) => transaction)).toEqual([second]);
  });
}

function mindsItsNode(on: Running): void {
  test('a cursor of another chain is refused, whichever way round', async () => {
    const [ours, theirs] = [await on().ledger.tip(), await on().otherChain.tip()];
    for (const read of [() => on().ledger.readAfter(theirs), () => on().otherChain.readAfter(ours)])
      await expect(read()).rejects.toMatchObject({ code: 'ledger-other-chain' });
  });

  test('a node that stands before the cursor is behind', async () => {
    const { chain, position } = await on().ledger.tip();
    await expect(on().ledger.readAfter({ chain, position: position + 100_000 })).rejects.toMatchObject({
      code: 'ledger-behind',
    });
  });

  test('a node that is gone cannot be reached', async () => {
    const cursor = await on().ledger.tip();
    for (const ask of [() => on().noNode.tip(), () => on().noNode.readAfter(cursor)])
      await expect(ask()).rejects.toMatchObject({ code: 'ledger-unreachable' });
  });

  test('an address is read as it is written, and the other ledger’s is refused', () => {
    const address = newAddress();
    expect(on().ledger.parseAddress(on().ledger.formatAddress(address))).toBe(address);
    expect(() => on().ledger.parseAddress(on().foreignAddress)).toThrow(
      expect.objectContaining({ code: 'address-malformed' }),
    );
  });
}

/**
 * What every ledger adapter promises (`ports/ledger.ts`), tried on a real node.
 * @param positionsOfAPage more than one page of its kind holds
 */
export function ledgerContract(start: () => Promise<LedgerUnderTest>, positionsOfAPage: number): void {
  let running: LedgerUnderTest | undefined;
  const on = (): LedgerUnderTest => {
    if (running === undefined) throw new Error('the ledger was not started');
    return running;
  };
  beforeAll(async () => {
    running = await start();
  }, 600_000);
  afterAll(() => running?.close());
  findsPayments(on);
  readsInOrder(on, positionsOfAPage);
  mindsItsNode(on);
}
