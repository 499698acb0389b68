/** @param template a page about a transaction, with `{transaction}` where its id goes */
export const explorerLink = (template: string, transaction: string): string =>
  template.replace('{transaction}', encodeURIComponent(transaction));
