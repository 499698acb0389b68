import { css } from 'lit';

/** Buttons, fields and the rest that every element of this page has in common. Colours come from core's tokens. */
export const sharedStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  p,
  ul,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    min-height: var(--target);
    border-radius: var(--radius-small);
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    padding: var(--space-2) var(--space-3);
    border: 1px solid var(--line);
    background: var(--surface);
    cursor: pointer;
    touch-action: manipulation;
  }
  button.main {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  input,
  select {
    padding: var(--space-2) var(--space-3);
    border: 1px solid var(--ink-soft);
    background: var(--ground);
    width: 100%;
    min-width: 0;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  svg {
    width: 1.5em;
    height: 1.5em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  dialog {
    border: 0;
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    padding: var(--space-4);
    width: min(32rem, calc(100vw - 2 * var(--space-3)));
    max-height: calc(100dvh - 2 * var(--space-3));
    box-shadow: var(--shadow);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 70%);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
