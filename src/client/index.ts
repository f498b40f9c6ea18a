export {BookingError, isBookingError, type ErrorCode} from '../core/error.ts';
export {createClient, type ClientOptions} from './client.ts';
export {openLive} from './live.ts';
export type * from './types.ts';
