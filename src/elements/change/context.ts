import type {Client} from '../../client/types.ts';
import type {BookingError} from '../../core/model/error.ts';
import type {FlowState} from '../../core/flow/flow-state.ts';

/** What a cancellation needs of the element that offers it. */
export interface CancelContext {
  flow: {
    readonly state: Pick<FlowState, 'bookings' | 'view' | 'manageToken'>;
    dispatch(action: {type: 'cancelled'}): void;
    /** Runs network work and passes its error to `refused`. */
    guard(
      signal: AbortSignal | undefined,
      work: () => Promise<void>,
      refused: (error: BookingError) => void,
    ): Promise<void>;
  };
  host: EventTarget & {requestUpdate(): void};
  /** An API client with the element's current settings. */
  client(): Client;
  /** Focuses the first match of `selector` in the element after the next update. */
  focus(selector: string): Promise<void>;
}
