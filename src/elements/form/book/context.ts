import type {Client} from '../../../client/types.ts';
import type {ErrorCode} from '../../../core/model/error-codes.ts';
import type {BookAction} from '../../../core/flow/flow-book.ts';
import type {FlowController, FlowHost} from '../flow-controller.ts';
import type {Patience} from './patience.ts';

/** What the steps after the choice of a time share. */
export interface LaterContext {
  flow: FlowController;
  host: FlowHost;
  patience: Patience;
  /** The door to the network with the element's present settings. */
  client(): Client;
  dispatch(action: BookAction): void;
  /**
   * Does what a refusal asks for where that is a code by e-mail: has one sent, and goes on with it. Any other outcome
   * leaves the step of the code.
   */
  aboutCode(code: ErrorCode | undefined, email: string | undefined, proceed: (code: string) => void): void;
  /** Focuses what the selector finds in the form, once it is on screen. */
  focus(selector: string): Promise<void>;
}
