import type {ReactiveControllerHost} from 'lit';
import type {BookingOutcome} from '../../client/types.ts';
import type {BookingError} from '../../core/model/error.ts';
import type {EventType, Slot} from '../../core/model/types.ts';
import type {BookingElement} from '../base/booking-element.ts';

/** The element as the flow controller sees it: its settings, and callbacks. */
export interface FlowHost
  extends
    ReactiveControllerHost,
    Element,
    Pick<
      BookingElement,
      | 'calLink'
      | 'api'
      | 'proxy'
      | 'prefill'
      | 'metadata'
      | 'timeZone'
      | 'isConnected'
      | 'origin'
      | 'theme'
      | 'renderRoot'
    > {
  readonly eventTypeId?: number;
  readonly duration?: number;
  readonly currentLocale: string;
  readonly checkoutToken?: string;
  readonly phoneCountry?: string;
  readonly rescheduleUid?: string;
  readonly bookOnSubmit: boolean;
  /** The browser's Back button leaves the page even from the questions. */
  readonly noHistory: boolean;
  /** The site's own button submits the answers. */
  readonly submitless: boolean;
  readonly form: HTMLFormElement | null;
  flowLoaded(eventType: EventType): void;
  flowSlotsLoaded(count: number): void;
  flowBooked(outcome: BookingOutcome): void;
  flowFailed(error: BookingError): void;
  /** Called when the booking to be moved has to be loaded first. */
  flowMoves(uid: string): void;
  /** Chooses a slot unless the site objects; returns whether it was chosen. */
  pickSlot(slot: Slot): boolean;
}
