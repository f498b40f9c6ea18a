import {define} from '../define.ts';

/** Loads what the first view does not need: the questions and the live status. Rejects when the network is gone. */
export async function loadLaterSteps(): Promise<void> {
  const [{BookingQuestions}, {BookingStatus}] = await Promise.all([
    import('../questions/booking-questions.ts'),
    import('../status/booking-status.ts'),
  ]);
  define('booking-questions', BookingQuestions);
  define('booking-status', BookingStatus);
}
