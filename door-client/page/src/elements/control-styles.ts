import { css } from 'lit';

export const controlStyles = css`
  section {
    display: grid;
    gap: var(--space-3);
    padding: var(--space-3);
    padding-bottom: max(var(--space-3), env(safe-area-inset-bottom));
  }
  :host {
    background: var(--surface);
  }
  form {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: var(--space-1) var(--space-2);
    align-items: center;
  }
  form label,
  form p {
    grid-column: 1 / -1;
  }
  form p {
    color: var(--ink-soft);
  }
  form p.problem {
    color: var(--bad);
    font-weight: 600;
  }
  form input {
    font-family: var(--mono);
  }
  @media (max-height: 40rem) {
    form p.hint {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  .thumb {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  .thumb > * {
    flex: 1 1 7.5rem;
  }
  fieldset {
    display: grid;
    grid-template-columns: 1fr 1fr;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    overflow: hidden;
    min-width: 0;
  }
  fieldset label {
    position: relative;
    display: grid;
    cursor: pointer;
  }
  fieldset input {
    position: absolute;
    inset: 0;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  fieldset span {
    display: grid;
    place-content: center;
    min-height: var(--target);
    font-weight: 600;
  }
  fieldset input:checked + span {
    background: var(--accent);
    color: var(--on-accent);
    text-decoration: underline;
    text-underline-offset: 4px;
  }
  fieldset input:focus-visible + span {
    outline: 3px solid var(--focus);
    outline-offset: -5px;
  }
  fieldset input:checked:focus-visible + span {
    outline-color: var(--on-accent);
  }
  .thumb > button {
    background: var(--ground);
  }
  @media (orientation: landscape) and (min-width: 40rem) {
    :host {
      display: grid;
      align-content: end;
    }
  }
`;
