import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { EventView, TierView } from '@tanglegate/core/http/events';
import type { Coin } from '@tanglegate/core/money';
import { scarcity } from '../event/event-show.ts';
import { priceWords } from '../format/money-words.ts';
import { words } from '../messages/words.ts';
import { mostOf } from './choice.ts';
import type { Choice } from './choice.ts';

const texts = words.buying.form;
type Wish = (change: Partial<Choice>) => void;

export function tierField(event: EventView, choice: Choice, coin: Coin, wish: Wish): TemplateResult {
  return html`<fieldset class="tiers">
    <legend>${texts.tier}</legend>
    ${event.tiers.map((tier) => tierOption(tier, tier.id === choice.tier, coin, wish))}
  </fieldset>`;
}

function tierOption(tier: TierView, chosen: boolean, coin: Coin, wish: Wish): TemplateResult {
  return html`<label class="tier">
    <input
      type="radio"
      name="tier"
      value=${tier.id}
      .checked=${chosen}
      ?disabled=${tier.availability === 'sold-out'}
      @change=${() => {
        wish({ tier: tier.id });
      }}
    />
    <span class="tier-name">
      ${tier.name}${scarcity(tier)}
      ${tier.description === undefined ? nothing : html`<span class="tier-more soft">${tier.description}</span>`}
    </span>
    <strong>${priceWords(tier.price, coin)}</strong>
  </label>`;
}

export function quantityField(choice: Choice & { readonly view: TierView }, wish: Wish): TemplateResult {
  const most = mostOf(choice.view);
  const set = (quantity: number) => {
    wish({ quantity });
  };
  return html`<div class="quantity">
    <label for="quantity">${texts.quantity}</label>
    <div class="stepper">
      ${step('−', texts.fewer, choice.quantity > 1, () => {
        set(choice.quantity - 1);
      })}
      <input
        id="quantity"
        name="quantity"
        type="number"
        inputmode="numeric"
        min="1"
        max=${most}
        .value=${String(choice.quantity)}
        aria-describedby="quantity-most"
        @change=${(changed: Event) => {
          const field = changed.target as HTMLInputElement; // The listener sits on the input itself.
          set(field.valueAsNumber);
          field.value = String(Math.min(Math.max(1, Math.trunc(field.valueAsNumber) || 1), most));
        }}
      />
      ${step('+', texts.more, choice.quantity < most, () => {
        set(choice.quantity + 1);
      })}
    </div>
    <p id="quantity-most" class="soft">${texts.most(most)}</p>
  </div>`;
}

/** Stays focusable at its end stop: a button that disables itself under the finger loses the keyboard's place. */
function step(sign: string, name: string, possible: boolean, go: () => void): TemplateResult {
  return html`<button
    type="button"
    class="step"
    aria-label=${name}
    aria-disabled=${possible ? 'false' : 'true'}
    @click=${() => {
      if (possible) go();
    }}
  >
    ${sign}
  </button>`;
}
