import {cancel, confirm, decline, pay} from './world/desk-changes.ts';
import {bookingOutput} from './api/bookings/booking-output.ts';
import {exception} from './errors.ts';
import {faultKinds, type FaultKind, type Faults} from './faults.ts';
import type {createLog} from './log.ts';
import {iso} from './world/time.ts';
import type {Sender, Trouble} from './webhooks/sender.ts';
import type {World} from './world/world.ts';

/** What the controls act on. */
export interface ControlContext {
  world: World;
  sender: Sender;
  faults: Faults;
  log: ReturnType<typeof createLog>;
  resetThrottle(): void;
}

/** The controls of the stand-in: actions of hosts and banks, and faults. Unknown uids throw. */
export function createControls({world, sender, faults, log, resetThrottle}: ControlContext) {
  const find = (uid: string) => {
    const booking = world.bookings.find(each => each.uid === uid);
    if (!booking) throw exception(404, `Booking with uid=${uid} was not found in the database`);
    return booking;
  };
  const {announce} = sender;
  return {
    /** The visible state, without secrets and one-time passwords. */
    state: () => ({
      bookings: world.bookings.map(booking => ({
        ...bookingOutput(world, booking, {seatsVisible: true}),
        paid: booking.payment?.paid,
        rejectionReason: booking.rejectionReason,
      })),
      webhooks: world.webhooks.map(({secret, ...webhook}) => ({...webhook, signed: Boolean(secret)})),
      reservations: [...world.reservations.values()].map(({uid, row, start, until}) => ({
        uid,
        eventTypeId: row.id,
        start: iso(start),
        until: iso(until),
      })),
      /** Codes "sent" by e-mail, by address. */
      codes: Object.fromEntries(world.codes),
      trouble: {...sender.trouble},
      faults: {down: faults.down, next: [...faults.next]},
      requests: log.of('request'),
      deliveries: log.of('delivery'),
    }),
    confirm: (uid: string) => confirm(world, announce, find(uid)),
    reject: (uid: string, reason?: string) => decline(world, announce, find(uid), reason),
    /** The host cancels, or asks for another time. */
    cancel: (uid: string, reason = 'The host cannot make it.', requestReschedule = false) =>
      cancel(world, announce, find(uid), {
        reason: requestReschedule ? `Please reschedule. ${reason}` : reason,
        asHost: true,
        requestReschedule,
      }),
    pay: (uid: string) => pay(world, announce, find(uid)),
    /** The test button of Cal.com's webhook form. */
    ping: () =>
      sender.deliver('PING', {
        type: 'Test',
        title: 'Test trigger event',
        startTime: iso(world.now()),
        endTime: iso(world.now()),
        attendees: [
          {
            email: 'jdoe@example.com',
            name: 'John Doe',
            timeZone: 'Europe/London',
            language: {locale: 'en'},
            utcOffset: 0,
          },
        ],
        organizer: {
          name: 'Cal',
          email: 'no-reply@cal.com',
          timeZone: 'Europe/London',
          language: {locale: 'en'},
          utcOffset: 0,
        },
      }),
    /** Changes how webhooks are sent; absent members stay the same. */
    webhooks(change: Partial<Trouble>) {
      for (const name of Object.keys(sender.trouble) as (keyof Trouble)[]) {
        if (change[name] !== undefined) Object.assign(sender.trouble, {[name]: change[name]});
      }
    },
    release: () => sender.release(),
    /** Resolves when no webhook is in progress. */
    settled: () => sender.settled(),
    /** Simulates an outage: every request is answered 503, or its connection breaks. */
    down(on: boolean, how: 'unavailable' | 'reset' = 'unavailable') {
      faults.down = on && how;
    },
    /** Makes the next matching request fail, once per call. */
    failNext(kind: FaultKind) {
      if (!faultKinds.includes(kind))
        throw exception(400, `Unknown kind ${String(kind)}: one of ${faultKinds.join(', ')}`);
      faults.next.push(kind);
    },
    reset() {
      world.reset();
      sender.reset();
      faults.down = false;
      faults.next.length = 0;
      resetThrottle();
      log.clear();
    },
  };
}

export type Controls = ReturnType<typeof createControls>;
