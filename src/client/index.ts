export {BookingError, isBookingError} from '../core/model/error.ts';
export type {ErrorCode} from '../core/model/error-codes.ts';
export {createClient, type ClientOptions} from './client.ts';
export {openLive, type LiveSettings} from './live/live.ts';
export {pollBooking, type PollSettings} from './live/poll.ts';
export {subscribe, type SubscribeSettings, type Subscription, type WaitOptions} from './live/subscribe.ts';
export type * from './types.ts';
