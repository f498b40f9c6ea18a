import type {Client} from '../../../client/types.ts';
import type {ErrorCode} from '../../../core/model/error-codes.ts';
import type {FlowController} from '../flow-controller.ts';
import type {FlowHost} from '../flow-host.ts';
import type {Patience} from './patience.ts';

/** Shared by the steps after the choice of a time. */
export interface LaterContext {
  flow: FlowController;
  host: FlowHost;
  patience: Patience;
  /** An API client with the element's current settings. */
  client(): Client;
  /**
   * If a request was refused because an e-mailed code is needed, sends a code and calls `proceed` with what the visitor
   * enters. Any other outcome closes the code step.
   */
  aboutCode(code: ErrorCode | undefined, email: string | undefined, proceed: (code: string) => void): void;
  /** Focuses the first match of `selector` in the form after the next update. */
  focus(selector: string): Promise<void>;
}
