import {LitElement} from 'lit';

/** What all elements of the kit do alike: they look at what is set on them first, and what fails is never silent. */
export abstract class KitElement extends LitElement {
  protected override scheduleUpdate(): void | Promise<unknown> {
    try {
      this.checkInputs();
      return super.scheduleUpdate();
    } catch (cause) {
      this.failed(cause);
    }
  }

  /** Replaces what was set and cannot be worked with. */
  protected checkInputs(): void {}

  /** The element could not be shown as it is set. */
  protected failed(cause: unknown): void {
    console.error(`booking-elements: <${this.localName}> could not be shown.`, cause);
  }
}
