import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { words } from '../messages/words.ts';
import type { BuyerInput, FieldErrors, FieldName } from './buyer-form.ts';

const texts = words.buying.form;

interface BuyerFieldsOptions {
  readonly input: BuyerInput;
  readonly errors: FieldErrors;
  readonly write: (field: FieldName, value: string) => void;
  readonly judge: (field: FieldName) => void;
}

interface Kind {
  readonly field: FieldName;
  readonly label: string;
  readonly type: 'text' | 'tel' | 'email';
  readonly autocomplete: 'name' | 'tel' | 'email';
  readonly required: boolean;
  readonly hint?: string;
}

const kinds: readonly Kind[] = [
  { field: 'name', label: texts.name, type: 'text', autocomplete: 'name', required: true },
  {
    field: 'phone',
    label: texts.phone,
    type: 'tel',
    autocomplete: 'tel',
    required: true,
    hint: texts.phoneHint,
  },
  { field: 'email', label: texts.email, type: 'email', autocomplete: 'email', required: false },
];

export function buyerFields(options: BuyerFieldsOptions): TemplateResult {
  return html`${kinds.map((kind) => field(kind, options))}`;
}

function field(kind: Kind, { input, errors, write, judge }: BuyerFieldsOptions): TemplateResult {
  const error = errors[kind.field];
  const id = `buyer-${kind.field}`;
  return html`<div class="field">
    <label for=${id}>${kind.label}</label>
    <input
      id=${id}
      name=${kind.field}
      type=${kind.type}
      inputmode=${kind.type}
      autocomplete=${kind.autocomplete}
      ?required=${kind.required}
      .value=${input[kind.field]}
      aria-invalid=${error === undefined ? 'false' : 'true'}
      aria-describedby=${`${id}-said`}
      @input=${(typed: Event) => {
        write(kind.field, (typed.target as HTMLInputElement).value); // The listener sits on the input itself.
      }}
      @blur=${() => {
        // Leaving an untouched field while still looking around is no mistake yet.
        if (input[kind.field] !== '') judge(kind.field);
      }}
    />
    <p id=${`${id}-said`} class=${error === undefined ? 'hint' : 'error'}>${error ?? kind.hint ?? nothing}</p>
  </div>`;
}
