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
  type WantedBooking,
} from './bookings.ts';
import type {Reservations} from '../cal/reservations.ts';
import type {Priority} from '../cal/upstream/shares.ts';
import type {Slots} from '../cal/slots.ts';
import {LostAnswer, type Upstream} from '../cal/upstream/upstream.ts';

/** What one call to book came to. */
export interface Outcomes {
  /**
   * Calls once and finds out what came of it. Resolves with Cal.com's `data`. Rejects with an `UnknownOutcome` when
   * nobody can tell, with any other `BookingError` when certainly nothing was booked. `isKnown` says that there may be
   * an earlier booking of the same attempt.
   */
  book(marks: Marks, wanted: WantedBooking, isKnown: boolean): Promise<unknown>;
  /** Looks for what an attempt booked, several times, since Cal.com may show it late. */
  search(marks: Marks, wanted: WantedBooking): Promise<Found>;
  /** Looks once. */
  look(marks: Marks, wanted: WantedBooking, priority: Priority): Promise<Found>;
  /** Whether the time can be booked now; undefined when Cal.com does not say. */
  isStillFree(wanted: WantedBooking): Promise<boolean | undefined>;
}

/** Cal.com's `data` of what was found; without it `isSure` says whether Cal.com could be asked. */
export interface Found {
  data?: unknown;
  isSure: boolean;
}

/** The time is gone, and it was not this attempt that took it. */
export function slotTaken(): BookingError {
  return new BookingError('slot_taken', 'The time is no longer free: read the slots again and offer another.', {
    status: 409,
  });
}

/** Cal.com answered with a booking, and it is not shown to be this attempt's: nothing of it is told. */
function alreadyBooked(): BookingError {
  return new BookingError(
    'already_booked',
    'This person has a booking at this time already; it is not told to whoever asks again.',
    {status: 409},
  );
}

/** Cal.com reads from a replica: what was just booked may be seen a little later. */
const pausesMs = [300, 1_500, 4_000];

/** Whether a booking always leaves a hole in the free times: with seats, several hosts or the host's yes to come it need not. */
function isShownBySlots({eventType: {seats, hosts, confirmation}}: WantedBooking): boolean {
  return seats === undefined && hosts.length < 2 && confirmation === 'none';
}

/** `sessionOf` knows the bookings that webhooks told of; `wait` takes milliseconds. */
export function createOutcomes(
  upstream: Upstream,
  slots: Slots,
  reservations: Pick<Reservations, 'giveBack'>,
  sessionOf: Store['session'],
  wait: (ms: number) => Promise<void>,
): Outcomes {
  async function look({attempt, session}: Marks, wanted: WantedBooking, priority: Priority): Promise<Found> {
    try {
      // The key need not see a booking of another host, and the list may be late: a webhook is neither.
      const uid = wanted.eventType.seats ? undefined : (await sessionOf(session.rid))?.uid;
      const told = uid === undefined ? undefined : await readOwnBooking(upstream, uid, attempt);
      const data = told ?? (await findBooking(upstream, wanted, attempt, priority));
      return data === undefined ? {isSure: true} : {data, isSure: true};
    } catch (error) {
      if (!isBookingError(error)) throw error;
      return {isSure: false};
    }
  }

  async function search(marks: Marks, wanted: WantedBooking): Promise<Found> {
    let found: Found = {isSure: false};
    for (const pause of pausesMs) {
      await wait(pause);
      found = await look(marks, wanted, 'booking');
      if (found.data !== undefined) break;
    }
    return found;
  }

  // A booking under a key that cannot see it leaves a hole in the free times all the same. So does a reservation, which
  // keeps nobody from booking: that of the visitor who wants the time is given back, and others leave it unknown.
  async function isStillFree({eventType, start, durationMinutes}: WantedBooking): Promise<boolean | undefined> {
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

  /** Whether a webhook, which names the attempt's own session, told of this seat. */
  async function isSeatOfSession(data: unknown, rid: string): Promise<boolean> {
    const [{uid, seatUid}] = decodeBookings({data});
    const told = await sessionOf(rid);
    return seatUid !== undefined && told?.uid === uid && told.seat === seatUid;
  }

  async function afterAnswer(data: unknown, marks: Marks, wanted: WantedBooking): Promise<unknown> {
    const own = ownPartOf(data, marks.attempt);
    if (own !== undefined) return own;
    if (!isOpenWhose(data)) throw alreadyBooked();
    if (await isSeatOfSession(data, marks.session.rid)) return data;
    const found = await search(marks, wanted);
    if (found.data !== undefined) return found.data;
    if (await isSeatOfSession(data, marks.session.rid)) return data;
    throw found.isSure ? alreadyBooked() : new UnknownOutcome(10, true);
  }

  async function afterLostAnswer(lost: LostAnswer, marks: Marks, wanted: WantedBooking): Promise<unknown> {
    const {data, isSure} = await search(marks, wanted);
    if (data !== undefined) return data;
    const isNothingDone = lost.isOver && isSure && isShownBySlots(wanted) && (await isStillFree(wanted));
    if (!isNothingDone) throw new UnknownOutcome(10, lost.isOver);
    throw new BookingError('upstream_down', 'Cal.com failed, and nothing was booked: try again.', {
      status: 502,
      cause: lost,
    });
  }

  /** Cal.com makes a series one by one, and a refusal leaves what was made before it. */
  async function madeInPart(marks: Marks, wanted: WantedBooking): Promise<unknown> {
    const {data, isSure} = await look(marks, wanted, 'booking');
    if (data === undefined && !isSure) throw new UnknownOutcome(10, true);
    return data;
  }

  /** Cal.com's words change from release to release, so its slots say whether a time is taken. */
  async function afterRefusal(
    refusal: BookingError,
    marks: Marks,
    wanted: WantedBooking,
    isKnown: boolean,
  ): Promise<unknown> {
    if (refusal.code !== 'invalid_request') {
      const {data} = isKnown ? await search(marks, wanted) : await look(marks, wanted, 'booking');
      if (data !== undefined) return data;
    }
    if (refusal.code === 'already_booked') throw refusal;
    const isFree = await isStillFree(wanted);
    if (isFree === undefined || isFree === (refusal.code === 'invalid_request')) throw refusal;
    throw isFree
      ? new BookingError('slot_taken', 'Cal.com refuses the time, though it still offers it: offer another one.', {
          status: 409,
          cause: refusal,
        })
      : slotTaken();
  }

  return {
    look,
    search,
    isStillFree,
    async book(marks, wanted, isKnown) {
      let data: unknown;
      try {
        data = await postBooking(upstream, wanted, marks);
      } catch (error) {
        if (error instanceof LostAnswer) return afterLostAnswer(error, marks, wanted);
        // Without a turn nothing was sent.
        const made =
          isBookingError(error) && wanted.eventType.recurrence && error.code !== 'rate_limited'
            ? await madeInPart(marks, wanted)
            : undefined;
        if (made !== undefined) return made;
        if (isBookingError(error) && ['slot_taken', 'already_booked', 'invalid_request'].includes(error.code))
          return afterRefusal(error, marks, wanted, isKnown);
        throw error;
      }
      return afterAnswer(data, marks, wanted);
    },
  };
}
