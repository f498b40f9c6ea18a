import {decodeBookings} from '../../core/cal/booking.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import {addMinutes} from '../../core/time/time.ts';
import {UnknownOutcome} from '../errors.ts';
import type {Store} from '../store/store.ts';
import {
  findBooking,
  isOpenWhose,
  ownPartOf,
  postBooking,
  readOwnBooking,
  type Marks,
  type BookingRequest,
} from './bookings.ts';
import type {Reservations} from '../cal/reservations.ts';
import type {Priority} from '../cal/upstream/shares.ts';
import type {Slots} from '../cal/slots.ts';
import {LostAnswer, type Upstream} from '../cal/upstream/upstream.ts';

/** Determines the outcome of a call to book. */
export interface Outcomes {
  /**
   * Sends one call and determines its outcome. Resolves with Cal.com's `data`. Rejects with an `UnknownOutcome` if the
   * outcome cannot be determined, or with another `BookingError` if certainly nothing was booked. `isKnown`: the
   * attempt may already have booked.
   */
  book(marks: Marks, request: BookingRequest, isKnown: boolean): Promise<unknown>;
  /** Searches for the booking of an attempt, several times, because Cal.com may show it late. */
  search(marks: Marks, request: BookingRequest): Promise<Found>;
  /** Searches once. */
  searchOnce(marks: Marks, request: BookingRequest, priority: Priority): Promise<Found>;
  /** Whether the time can still be booked; undefined if Cal.com does not say. */
  isStillFree(request: BookingRequest): Promise<boolean | undefined>;
}

/** Cal.com's `data` of the booking found. If nothing was found, `isSure` says whether Cal.com could be asked. */
export interface Found {
  data?: unknown;
  isSure: boolean;
}

/** The time was taken, but not by this attempt. */
export function slotTaken(): BookingError {
  return new BookingError('slot_taken', 'The time is no longer free: reload the slots and offer another one.', {
    status: 409,
  });
}

/** Cal.com answered with a booking that is not shown to be this attempt's, so none of its data is passed on. */
function alreadyBooked(): BookingError {
  return new BookingError(
    'already_booked',
    'This person already has a booking at this time; its details are not disclosed.',
    {status: 409},
  );
}

/** Pauses between searches: Cal.com reads from a replica, so a new booking may appear late. */
const pausesMs = [300, 1_500, 4_000];

/** Whether a booking always removes its slot. With seats, several hosts or confirmation it need not. */
function isShownBySlots({eventType: {seats, hosts, confirmation}}: BookingRequest): boolean {
  return seats === undefined && hosts.length < 2 && confirmation === 'none';
}

/** `sessionOf` knows the bookings webhooks reported; `wait` takes milliseconds. */
export function createOutcomes(
  upstream: Upstream,
  slots: Slots,
  reservations: Pick<Reservations, 'giveBack'>,
  sessionOf: Store['session'],
  wait: (ms: number) => Promise<void>,
): Outcomes {
  async function searchOnce({attempt, session}: Marks, request: BookingRequest, priority: Priority): Promise<Found> {
    try {
      // The key may not see another host's booking, and the list may lag; a webhook has neither problem.
      const uid = request.eventType.seats ? undefined : (await sessionOf(session.rid))?.uid;
      const reported = uid === undefined ? undefined : await readOwnBooking(upstream, uid, attempt);
      const data = reported ?? (await findBooking(upstream, request, attempt, priority));
      return data === undefined ? {isSure: true} : {data, isSure: true};
    } catch (error) {
      if (!isBookingError(error)) throw error;
      return {isSure: false};
    }
  }

  async function search(marks: Marks, request: BookingRequest): Promise<Found> {
    let found: Found = {isSure: false};
    for (const pause of pausesMs) {
      await wait(pause);
      found = await searchOnce(marks, request, 'booking');
      if (found.data !== undefined) break;
    }
    return found;
  }

  // A booking the key cannot see still removes its slot. A reservation does so too without preventing a booking: the
  // visitor's own is released first, and others leave the outcome unknown.
  async function isStillFree({eventType, start, durationMinutes}: BookingRequest): Promise<boolean | undefined> {
    const isFree = () => slots.isFree(eventType.id, start, durationMinutes);
    try {
      if (await isFree()) return true;
      const found = await reservations.giveBack(
        eventType.id,
        start,
        addMinutes(start, durationMinutes ?? eventType.durations[0] ?? 1),
      );
      return found === 'other' ? undefined : found === 'own' && (await isFree());
    } catch (error) {
      if (!isBookingError(error)) throw error;
      return undefined;
    }
  }

  /** Whether a webhook, which names the attempt's session, reported this seat. */
  async function isSeatOfSession(data: unknown, rid: string): Promise<boolean> {
    const [{uid, seatUid}] = decodeBookings({data});
    const reported = await sessionOf(rid);
    return seatUid !== undefined && reported?.uid === uid && reported.seat === seatUid;
  }

  async function afterAnswer(data: unknown, marks: Marks, request: BookingRequest): Promise<unknown> {
    const own = ownPartOf(data, marks.attempt);
    if (own !== undefined) return own;
    if (!isOpenWhose(data)) throw alreadyBooked();
    if (await isSeatOfSession(data, marks.session.rid)) return data;
    const found = await search(marks, request);
    if (found.data !== undefined) return found.data;
    if (await isSeatOfSession(data, marks.session.rid)) return data;
    throw found.isSure ? alreadyBooked() : new UnknownOutcome(10, true);
  }

  async function afterLostAnswer(lost: LostAnswer, marks: Marks, request: BookingRequest): Promise<unknown> {
    const {data, isSure} = await search(marks, request);
    if (data !== undefined) return data;
    const isNothingDone = lost.isOver && isSure && isShownBySlots(request) && (await isStillFree(request));
    if (!isNothingDone) throw new UnknownOutcome(10, lost.isOver);
    throw new BookingError('upstream_down', 'Cal.com failed, and nothing was booked: try again.', {
      status: 502,
      cause: lost,
    });
  }

  /** Cal.com books a series one by one, and a rejection leaves the earlier ones booked. */
  async function madeInPart(marks: Marks, request: BookingRequest): Promise<unknown> {
    const {data, isSure} = await searchOnce(marks, request, 'booking');
    if (data === undefined && !isSure) throw new UnknownOutcome(10, true);
    return data;
  }

  /** Cal.com's error texts change between releases, so its slots decide whether a time is taken. */
  async function afterRefusal(
    refusal: BookingError,
    marks: Marks,
    request: BookingRequest,
    isKnown: boolean,
  ): Promise<unknown> {
    if (refusal.code !== 'invalid_request') {
      const {data} = isKnown ? await search(marks, request) : await searchOnce(marks, request, 'booking');
      if (data !== undefined) return data;
    }
    if (refusal.code === 'already_booked') throw refusal;
    const isFree = await isStillFree(request);
    if (isFree === undefined || isFree === (refusal.code === 'invalid_request')) throw refusal;
    throw isFree
      ? new BookingError('slot_taken', 'Cal.com rejects the time although it still lists it: offer another one.', {
          status: 409,
          cause: refusal,
        })
      : slotTaken();
  }

  return {
    searchOnce,
    search,
    isStillFree,
    async book(marks, request, isKnown) {
      let data: unknown;
      try {
        data = await postBooking(upstream, request, marks);
      } catch (error) {
        if (error instanceof LostAnswer) return afterLostAnswer(error, marks, request);
        // A call without a turn was never sent.
        const made =
          isBookingError(error) && request.eventType.recurrence && error.code !== 'rate_limited'
            ? await madeInPart(marks, request)
            : undefined;
        if (made !== undefined) return made;
        if (isBookingError(error) && ['slot_taken', 'already_booked', 'invalid_request'].includes(error.code))
          return afterRefusal(error, marks, request, isKnown);
        throw error;
      }
      return afterAnswer(data, marks, request);
    },
  };
}
