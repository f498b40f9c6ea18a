import {LitElement, type PropertyValues} from 'lit';
import {BookingError} from '../../core/model/error.ts';
import {BookingErrorEvent} from '../events/events.ts';

/** Base of all elements: checks its inputs before each update and reports every failure. */
export abstract class KitElement extends LitElement {
  protected override scheduleUpdate(): void | Promise<unknown> {
    try {
      this.checkInputs();
      return super.scheduleUpdate();
    } catch (cause) {
      this.failed(cause);
    }
  }

  protected override update(changed: PropertyValues<this>): void {
    // Browser translation moves each text node into a <font>, where Lit cannot find it to update it.
    // oxlint-disable-next-line typescript/no-deprecated -- the tag is what translators insert
    for (const font of this.renderRoot.querySelectorAll('font')) font.replaceWith(font.textContent);
    super.update(changed);
  }

  /** @internal Reports an unexpected error from one of the element's event handlers. */
  trouble(cause: unknown): void {
    console.error(`booking-elements: <${this.localName}> failed unexpectedly.`, cause);
    const event = new BookingErrorEvent(
      'internal',
      new BookingError('internal', 'The element failed unexpectedly.', {cause}),
    );
    this.dispatchEvent(event);
  }

  /** Replaces invalid property values. */
  protected checkInputs(): void {}

  /** Called when an update throws. */
  protected failed(cause: unknown): void {
    console.error(`booking-elements: <${this.localName}> could not be shown.`, cause);
  }
}
