import { css } from 'lit';

/** Sizes follow the smaller side of the screen: the word is read at three metres on a phone, too. Contrast is 7 : 1 and more. */
export const verdictStyles = css`
  :host {
    position: fixed;
    inset: 0;
    z-index: 10;
  }
  main {
    position: relative;
    display: grid;
    grid-template-rows: 1fr auto;
    gap: var(--space-3);
    height: 100%;
    overflow: auto;
    padding: max(var(--space-4), env(safe-area-inset-top)) var(--space-4)
      max(var(--space-4), env(safe-area-inset-bottom));
    background: var(--back);
    color: var(--front);
    text-align: center;
    cursor: pointer;
  }
  .admit {
    --back: var(--admit);
    --front: #fff;
  }
  .refused {
    --back: var(--refuse);
    --front: #fff;
  }
  .look {
    --back: var(--look);
    --front: #000;
  }
  .no-answer {
    --back: var(--no-answer);
    --front: #fff;
    cursor: default;
  }
  .say {
    align-self: center;
    display: grid;
    justify-items: center;
    gap: var(--space-2);
  }
  .icon {
    line-height: 0;
    font-size: min(40vw, 26vh);
  }
  .icon svg {
    width: 1em;
    height: 1em;
    stroke-width: 3;
  }
  .look .icon svg {
    stroke-width: 2;
  }
  h1 {
    font-size: clamp(2.5rem, min(16vw, 16vh), 11rem);
    font-weight: 800;
    line-height: 1;
    letter-spacing: 0.01em;
  }
  .no-answer h1 {
    font-size: clamp(2.25rem, min(11vw, 12vh), 7rem);
  }
  .headline {
    font-size: clamp(1.75rem, min(8vw, 7vh), 4.5rem);
    font-weight: 700;
    line-height: 1.1;
  }
  .more {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
  }
  .why {
    font-size: clamp(1.125rem, min(5vw, 3.5vh), 2rem);
    max-width: 36ch;
    text-wrap: balance;
  }
  .big {
    font-size: clamp(1.375rem, min(6.5vw, 5vh), 3rem);
    font-weight: 700;
    line-height: 1.15;
    overflow-wrap: anywhere;
  }
  .note {
    font-size: clamp(1.25rem, min(5.5vw, 4vh), 2.25rem);
    font-weight: 600;
    padding: var(--space-2) var(--space-3);
    border: 3px solid currentColor;
    border-radius: var(--radius);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-3);
    width: 100%;
    margin-top: var(--space-2);
  }
  button {
    flex: 1 1 14rem;
    max-width: 26rem;
    min-height: 64px;
    background: transparent;
    border: 2px solid currentColor;
    font-size: var(--text-l);
    font-weight: 600;
  }
  button:focus-visible {
    outline-color: currentColor;
    outline-offset: 3px;
  }
  .bar {
    position: absolute;
    inset: 0 0 auto;
    height: 10px;
    background: currentColor;
    transform-origin: left;
    animation: shrink 1.2s linear forwards;
  }
  .bar.slow {
    animation-duration: 4s;
  }
  @keyframes shrink {
    to {
      transform: scaleX(0);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .bar {
      animation: none;
      display: none;
    }
  }
  @media (orientation: landscape) and (min-width: 40rem) {
    main {
      grid-template: none / 1fr 1fr;
      align-items: center;
    }
    h1 {
      font-size: clamp(2.5rem, min(9vw, 24vh), 11rem);
    }
    .no-answer h1 {
      font-size: clamp(2rem, min(6vw, 16vh), 7rem);
    }
    .headline {
      font-size: clamp(1.5rem, min(5vw, 10vh), 4.5rem);
    }
  }
`;
