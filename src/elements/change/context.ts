import type {Client} from '../../client/types.ts';
import type {BookingError} from '../../core/model/error.ts';
import type {FlowState} from '../../core/flow/flow.ts';

/** What a cancellation needs of whoever offers it. */
export interface CancelContext {
  flow: {
    readonly state: Pick<FlowState, 'bookings' | 'view' | 'manageToken'>;
    /** Runs network work; `refused` gets what it rejects with. */
    guard(
      signal: AbortSignal | undefined,
      work: () => Promise<void>,
      refused: (error: BookingError) => void,
    ): Promise<void>;
  };
  host: EventTarget & {requestUpdate(): void};
  /** The door to the network with the element's present settings. */
  client(): Client;
  dispatch(action: {type: 'cancelled'}): void;
  /** Focuses what the selector finds in the element, once it is on screen. */
  focus(selector: string): Promise<void>;
}
