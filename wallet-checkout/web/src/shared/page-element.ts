import { LitElement } from 'lit';

/**
 * A whole page as one element. It renders into the document itself (no shadow root), so that the page's one style sheet,
 * labels, autofill and print styles reach everything. What the HTML held before (a waiting line) is replaced.
 */
export class PageElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }
}
