import {answer} from '../api/answer.ts';
import {readBody} from '../api/body.ts';
import {place} from '../api/bookings/booking-create.ts';
import {findBookings} from '../api/bookings/booking-reads.ts';
import {freeStarts, seatedBooking} from '../world/availability.ts';
import {findBySlug, findEventType} from '../world/data.ts';
import {cancel, pay, reschedule} from '../world/desk-changes.ts';
import {videoCallUrl} from '../world/desk.ts';
import {CalRefusal, exception} from '../errors.ts';
import {refusalOf, takeFault, type Faults} from '../faults.ts';
import type {EventTypeRow, Seat, StoredBooking} from '../world/model.ts';
import {iso} from '../world/time.ts';
import type {Announce} from '../webhooks/announce.ts';
import {title} from '../webhooks/payload-people.ts';
import type {World} from '../world/world.ts';
import type {PageBooking} from './config.ts';
import {bookerPage} from './page.ts';

export interface BookerContext {
  world: World;
  announce: Announce;
  faults: Faults;
}

const horizonMs = 92 * 86_400_000;

function pageBooking(world: World, bookings: StoredBooking[], seat?: Seat): PageBooking {
  const [booking] = bookings as [StoredBooking];
  return {
    uid: booking.uid,
    title: title(booking),
    start: iso(booking.start),
    end: iso(booking.end),
    status: booking.status.toUpperCase(),
    location: booking.status === 'accepted' ? (videoCallUrl(world, booking) ?? booking.location) : null,
    attendee: seat?.attendee ?? booking.attendee,
    paymentRequired: booking.payment !== undefined && !booking.payment.paid,
    all: bookings.map(({start, end}) => ({start: iso(start), end: iso(end)})),
    ...(seat ? {seatUid: seat.seatUid} : {}),
  };
}

async function act(
  {world, announce, faults}: BookerContext,
  name: string,
  body: Record<string, unknown>,
): Promise<unknown> {
  if (name === 'book') {
    const fault = takeFault(faults, 'POST', '/v2/bookings');
    const refusal = fault && refusalOf(fault);
    if (refusal) throw refusal;
    const {bookings, seat} = await place({world, announce, body, caller: undefined});
    return pageBooking(world, bookings, seat);
  }
  const {
    bookings: [booking],
  } = findBookings(world, String(body['uid']));
  const seatUid = body['seatUid'] as string | undefined;
  if (name === 'reschedule') {
    const {booking: moved, seat} = await reschedule(world, announce, booking!, {
      start: Date.parse(String(body['start'])),
      seatUid,
      asHost: false,
    });
    return pageBooking(world, [moved], seat);
  }
  if (name === 'cancel')
    await cancel(world, announce, booking!, {reason: String(body['reason'] ?? ''), seatUid, asHost: false});
  else if (name === 'pay') await pay(world, announce, booking!);
  else throw exception(404, `Cannot POST /api/${name}`);
  return pageBooking(world, [booking!]);
}

function slots({world}: BookerContext, query: URLSearchParams): unknown {
  const row = findEventType(Number(query.get('eventTypeId')));
  if (!row) throw exception(404, 'Event Type not found');
  const from = world.now();
  const isOpen = (start: number) =>
    !row.seats || (seatedBooking(world, row, start)?.seats?.length ?? 0) < row.seats.count;
  return {
    slots: freeStarts(
      world,
      row,
      from,
      from + horizonMs,
      Number(query.get('minutes')) || row.minutes,
      query.get('reschedule') ?? undefined,
    )
      .filter(isOpen)
      .map(iso),
  };
}

/** The booking page's own requests under `/api/`: no key, no limit, the same data. */
async function answerPageCall(context: BookerContext, request: Request, url: URL, name: string): Promise<Response> {
  try {
    if (request.method === 'GET' && name === 'slots') return answer(200, slots(context, url.searchParams), {});
    if (request.method !== 'POST') throw exception(404, `Cannot ${request.method} ${url.pathname}`);
    return answer(200, await act(context, name, await readBody(request)), {});
  } catch (error) {
    if (!(error instanceof CalRefusal)) throw error;
    return answer(error.status, error.body(url.pathname, iso(context.world.now())), {});
  }
}

function findRow(path: string): EventTypeRow | undefined {
  const parts = path
    .replace(/\/embed$/, '')
    .split('/')
    .filter(Boolean);
  if (parts[0] === 'team' && parts.length === 3) return findBySlug({team: parts[1]}, parts[2]!);
  return parts.length === 2 ? findBySlug({username: parts[0]}, parts[1]!) : undefined;
}

/**
 * Answers booking pages (`/:user/:slug`, `/team/:team/:slug`, each with `/embed`) and their own requests; `url` is
 * without the mount path.
 */
export async function answerBooker(context: BookerContext, request: Request, url: URL): Promise<Response> {
  const call = /^\/api\/([a-z]+)$/.exec(url.pathname)?.[1];
  if (call) return answerPageCall(context, request, url, call);
  const {status, html} = bookerPage(context.world, findRow(url.pathname), url);
  return new Response(html, {status, headers: {'content-type': 'text/html; charset=utf-8'}});
}
