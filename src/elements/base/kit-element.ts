import {LitElement, type PropertyValues} from 'lit';
import {BookingError} from '../../core/model/error.ts';
import {BookingErrorEvent} from '../events/events.ts';

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

  protected override update(changed: PropertyValues<this>): void {
    // Browsers' translators put each text into a <font>, where Lit would not find it to write the next one.
    // oxlint-disable-next-line typescript/no-deprecated -- the tag is what translators insert
    for (const font of this.renderRoot.querySelectorAll('font')) font.replaceWith(font.textContent);
    super.update(changed);
  }

  /** @internal A handler of the element's own failed, for a reason nobody has thought of. */
  trouble(cause: unknown): void {
    console.error(`booking-elements: <${this.localName}> failed unexpectedly.`, cause);
    const event = new BookingErrorEvent(
      'internal',
      new BookingError('internal', 'The element failed unexpectedly.', {cause}),
    );
    this.dispatchEvent(event);
  }

  /** Replaces what was set and cannot be worked with. */
  protected checkInputs(): void {}

  /** The element could not be shown as it is set. */
  protected failed(cause: unknown): void {
    console.error(`booking-elements: <${this.localName}> could not be shown.`, cause);
  }
}
