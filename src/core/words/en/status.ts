import type {Message} from '../message.ts';
import type {BookingState} from '../../model/wire.ts';

/** Words for a booking's state and its steps. */
export const statusWords = {
  'status.accepted': 'Your booking is confirmed',
  'status.awaiting_host': 'Waiting for a host to join',
  'status.awaiting_payment': 'Waiting for your payment',
  'status.cancelled': 'Your booking is cancelled',
  'status.failed': 'The state of your booking cannot be shown',
  'status.join': 'Join the meeting',
  'status.loading': 'Looking up your booking…',
  'status.none': 'No booking yet',
  'status.not_found': 'There is no booking under this link. Check the link in your email.',
  'status.paid': 'Your payment arrived, your booking is being confirmed',
  'status.pending': 'Requested, waiting for the host to confirm',
  'status.reconnected': 'Connected again',
  'status.reconnecting': 'Reconnecting…',
  'status.rejected': 'The host declined your booking',
  'status.reload': 'Reload the page',
  'status.reschedule_expected': 'The host needs to reschedule. Please pick a new time.',
  'status.rescheduled': 'Your booking was moved to another time',
  'status.retry': 'Try again',
  'status.step_done': 'Done',
  'status.step_failed': 'Failed',
  'status.step_skipped': 'Not needed',
  'status.step_waiting': 'Waiting',
  'status.steps': 'Progress',
  'status.unknown': 'Checking your booking…',

  'step.cancelled': 'Cancelled',
  'step.confirmed': 'Confirmation',
  'step.ended': 'Meeting ended',
  'step.payment': 'Payment',
  'step.rejected': 'Declined by the host',
  'step.requested': 'Request received',
  'step.rescheduled': 'Moved to another time',
  'step.started': 'Meeting started',
} as const satisfies Record<`status.${BookingState}`, Message> & Record<string, Message>;
