export interface FireflyPayment {
  /** `iota` or `firefly`: which build of it speaks this network. */
  readonly scheme: string;
  /** Bech32. */
  readonly address: string;
  /** Base units, decimal digits. */
  readonly due: string;
  readonly order: string;
}

/**
 * Opens Firefly with everything filled in (its deep links, as its source reads them). Amounts are base units, and a unit is never
 * named: it would not be heeded. `giftStorageDeposit` keeps it from asking the storage deposit back, and no expiration is ever
 * sent: money that can be taken back does not count.
 */
export function fireflyLink({ scheme, address, due, order }: FireflyPayment): string {
  const query = new URLSearchParams({
    address,
    amount: due,
    giftStorageDeposit: 'true',
    disableToggleGift: 'true',
    disableChangeExpiration: 'true',
    tag: order,
  });
  return `${scheme}://wallet/sendConfirmation?${query.toString()}`;
}
