import { css } from 'lit';

/** Phone: camera above, controls under the thumb. Landscape: camera left, controls right. */
export const scannerStyles = css`
  .page {
    display: grid;
    grid-template: 'head' auto 'main' minmax(0, 1fr) 'foot' auto / minmax(0, 1fr);
    min-height: 100dvh;
  }
  header {
    grid-area: head;
    display: flex;
    align-items: center;
    gap: var(--space-3);
    padding: var(--space-2) var(--space-3);
  }
  .name {
    flex: 1;
    min-width: 0;
  }
  h1 {
    font-size: var(--text-l);
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  .name p {
    color: var(--ink-soft);
    overflow-wrap: anywhere;
  }
  .link {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    color: var(--good);
  }
  .dot {
    width: 12px;
    height: 12px;
    border-radius: 50%;
    background: currentColor;
  }
  .link:not(.online) {
    display: none;
  }
  main {
    grid-area: main;
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
  }
  door-gate {
    padding: var(--space-2) var(--space-3);
  }
  door-controls {
    grid-area: foot;
  }
  .banners {
    position: relative;
    z-index: 1;
    grid-area: main;
    align-self: start;
    display: grid;
    gap: 1px;
  }
  .banner {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    width: 100%;
    min-height: var(--target);
    padding: var(--space-2) var(--space-3);
    border: 0;
    border-radius: 0;
    background: var(--no-answer);
    color: #fff;
    text-align: left;
    justify-content: start;
  }
  .banner.offline,
  .banner.refused {
    background: var(--look);
    color: #000;
  }
  .camera {
    position: relative;
    display: grid;
    align-content: end;
    justify-items: center;
    gap: var(--space-3);
    min-height: 240px;
    overflow: hidden;
    background: #000;
  }
  video {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  video.off {
    visibility: hidden;
  }
  .frame {
    position: absolute;
    inset: 0;
    margin: auto;
    width: min(64vmin, 70%, 26rem);
    aspect-ratio: 1;
    max-height: 78%;
    border: 4px solid #fff;
    border-radius: var(--radius);
    opacity: 0.8;
    clip-path: polygon(
      0 0,
      25% 0,
      25% 100%,
      75% 100%,
      75% 0,
      100% 0,
      100% 25%,
      0 25%,
      0 75%,
      100% 75%,
      100% 100%,
      0 100%
    );
  }
  .hint {
    position: relative;
    margin: var(--space-3);
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-small);
    background: #14161a;
    color: #fff;
    text-align: center;
    max-width: 36rem;
  }
  .camera > button {
    position: relative;
    margin-bottom: var(--space-4);
  }
  @media (orientation: landscape) and (min-width: 40rem) {
    .page {
      grid-template: 'main head' auto 'main foot' 1fr / minmax(0, 1fr) min(24rem, 42vw);
    }
    header {
      background: var(--surface);
    }
  }
`;
