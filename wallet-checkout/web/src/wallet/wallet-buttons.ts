import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Network } from '@tanglegate/core/http/network';
import { unitsFromText } from '@tanglegate/core/money';
import { words } from '../messages/words.ts';
import { note } from '../shared/note.ts';
import { WalletError } from './wallet-error.ts';
import { DEVELOPMENT_WALLET_NAME } from './development-wallet-name.ts';
import type { WatchWallets } from './load-wallets.ts';
import type { PayingWallet } from './wallet-list.ts';

const texts = words.buying.wallet;

/** One button per wallet that can pay here; nothing where there is none. Fires `tg-sent` once a payment is sent. */
class WalletButtons extends LitElement {
  static override properties = {
    network: { attribute: false },
    watch: { attribute: false },
    address: {},
    due: {},
    wallets: { state: true },
    paying: { state: true },
    failure: { state: true },
  };
  declare network: Network;
  declare watch: WatchWallets;
  declare address: string;
  declare due: string;
  declare private wallets: readonly PayingWallet[];
  declare private paying: PayingWallet | undefined;
  declare private failure: WalletError | undefined;
  private stop: (() => void) | undefined;

  constructor() {
    super();
    this.wallets = [];
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.watch((wallets) => {
      this.wallets = wallets;
    });
  }

  override disconnectedCallback(): void {
    this.stop?.();
    super.disconnectedCallback();
  }

  private async pay(wallet: PayingWallet): Promise<void> {
    const { chain } = this.network;
    if (chain === undefined || this.paying !== undefined) return;
    this.paying = wallet;
    this.failure = undefined;
    try {
      const { payWithWallet } = await import('./pay-with-wallet.ts');
      await payWithWallet(wallet, { chain, address: this.address, amount: unitsFromText(this.due) });
      this.dispatchEvent(new CustomEvent('tg-sent'));
    } catch (thrown) {
      this.failure = thrown instanceof WalletError ? thrown : new WalletError('wallet-not-loaded', thrown);
    }
    this.paying = undefined;
  }

  protected override render(): TemplateResult {
    return html`${this.wallets.map((wallet) => this.button(wallet))}
      <div role="status">${this.said()}</div>`;
  }

  private button(wallet: PayingWallet): TemplateResult {
    return html`<button
        type="button"
        class="button wide wallet"
        aria-disabled=${this.paying === undefined ? 'false' : 'true'}
        @click=${() => void this.pay(wallet)}
      >
        <img src=${wallet.icon} alt="" width="24" height="24" />
        ${texts.payWith(wallet.name)}
      </button>
      ${this.isOurs(wallet) && this.paying === undefined ? html`<p class="soft">${texts.development}</p>` : nothing}`;
  }

  private said(): TemplateResult | typeof nothing {
    if (this.paying !== undefined) {
      const text = this.isOurs(this.paying) ? texts.workingDevelopment : texts.working;
      return html`<p class="working"><span class="spinner small" aria-hidden="true"></span> ${text}</p>`;
    }
    return this.failure === undefined ? nothing : note('bad', this.failure.message);
  }

  private isOurs(wallet: PayingWallet): boolean {
    return this.network.developmentWallet !== undefined && wallet.name === DEVELOPMENT_WALLET_NAME;
  }
}

customElements.define('tg-wallet-buttons', WalletButtons);
