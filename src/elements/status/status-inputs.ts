import type {BookingView, LiveGrant} from '../../core/model/wire.ts';
import {isTheme} from '../inputs/common-inputs.ts';
import {isText, type Inputs} from '../inputs/inputs.ts';
import {isInstant, isZone} from '../inputs/time-inputs.ts';

const isGrant = (value: unknown) =>
  typeof (value as Partial<LiveGrant>)?.token === 'string' && typeof (value as Partial<LiveGrant>).url === 'string';

const isView = (value: unknown) => {
  const {state, steps, start, end} = (value ?? {}) as Partial<BookingView>;
  return (
    typeof state === 'string' && Array.isArray(steps) && [start, end].every(at => at === undefined || isInstant(at))
  );
};

/** The properties of `<booking-status>` that are checked. */
export const statusInputs: Inputs = {
  bookingUid: [isText],
  seatUid: [isText],
  manageToken: [isText],
  calLink: [isText, ''],
  token: [isText],
  proxy: [isText],
  api: [isText, 'https://api.cal.com'],
  for: [isText],
  timeZone: [isZone],
  theme: [isTheme],
  live: [isGrant],
  view: [isView],
};
