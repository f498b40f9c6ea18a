import {bookingOutput} from '../../../mocks/api/bookings/booking-output.ts';
import type {StoredBooking} from '../../../mocks/world/model.ts';
import type {Random} from '../../../mocks/world/random.ts';
import {reset, type Fault, type Fleet} from '../cal/fleet.ts';

const failed = (status: number) => Response.json({statusCode: status, message: 'Internal server error'}, {status});
const gateway = () =>
  new Response('<html>504 Gateway Time-out</html>', {status: 504, headers: {'content-type': 'text/html'}});
const throttled = (seconds: number) =>
  Response.json(
    {
      status: 'error',
      error: {code: 'ThrottlerException', message: 'CustomThrottlerGuard - Too many requests. Please try again later.'},
    },
    {status: 429, headers: {'x-ratelimit-remaining-default': '0', 'x-ratelimit-reset-default': String(seconds)}},
  );

/** What happens to the calls of a bad day, and how often each of it did. */
export function createFaults(fleet: Fleet, random: Random): {fault: Fault; counts: Record<string, number>} {
  const counts: Record<string, number> = {};
  const between = (from: number, to: number) => from + random() * (to - from);

  /** Kinds with their weight out of 100; the rest goes well. */
  const writes: [
    kind: string,
    weight: number,
    act: (request: Request, forward: (request: Request) => Promise<Response>) => Promise<Response>,
  ][] = [
    [
      'answer lost after the booking',
      5,
      async (request, forward) => forward(request).then(() => Promise.reject(reset())),
    ],
    ['reset before the booking', 4, async () => Promise.reject(reset())],
    [
      'connection lost, booked later',
      3,
      async (request, forward) => {
        fleet.later(between(1_000, 40_000), () => void forward(request).catch(() => {}));
        throw reset('UND_ERR_SOCKET');
      },
    ],
    [
      'time-out, booked meanwhile',
      2,
      async (request, forward) => {
        fleet.later(between(5_000, 29_000), () => void forward(request).catch(() => {}));
        await fleet.wait(30_000);
        throw new DOMException('late', 'TimeoutError');
      },
    ],
    ['500 before the booking', 3, async () => failed(500)],
    ['500 after the booking', 2, async (request, forward) => forward(request).then(() => failed(500))],
    ['gateway time-out after the booking', 2, async (request, forward) => forward(request).then(gateway)],
    ['gateway time-out before the booking', 1, async () => gateway()],
    [
      'unreadable answer',
      1,
      async (request, forward) =>
        forward(request).then(() => Response.json({status: 'success', data: {unexpected: true}})),
    ],
    ['no connection', 1, async () => Promise.reject(reset('ECONNREFUSED'))],
    ['429', 0.3, async () => throttled(Math.ceil(between(1, 4)))],
    [
      'slow',
      8,
      async (request, forward) => {
        await fleet.wait(between(1_000, 25_000));
        return forward(request);
      },
    ],
  ];

  function draw<Kind extends [string, number, ...unknown[]]>(kinds: Kind[]): Kind | undefined {
    let dice = random() * 100;
    return kinds.find(([, weight]) => (dice -= weight) < 0);
  }

  const {world} = fleet.cal;
  const byEmail = new Map<string, StoredBooking[]>();
  const seated: StoredBooking[] = [];
  let indexed = 0;

  /** What the list of bookings shows of a visitor: from a replica that is behind, and only what Rick is a host of. */
  function listBehind(email: string): Response {
    for (const booking of world.bookings.slice(indexed)) {
      if (booking.seats) seated.push(booking);
      else byEmail.set(booking.attendee.email, [...(byEmail.get(booking.attendee.email) ?? []), booking]);
    }
    indexed = world.bookings.length;
    const lag = random() < 0.1 ? between(1_000, 9_000) : between(0, 1_000);
    const own = [
      ...(byEmail.get(email) ?? []),
      ...seated.filter(({seats}) => seats!.some(seat => seat.attendee.email === email)),
    ];
    const seen = own.filter(
      ({createdAt, hosts}) => createdAt <= fleet.clock.now - lag && hosts.some(({username}) => username === 'rick'),
    );
    return Response.json({
      status: 'success',
      data: seen.map(booking => bookingOutput(world, booking, {seatsVisible: true})),
    });
  }

  const fault: Fault = async (request, forward) => {
    const {pathname, searchParams} = new URL(request.url);
    if (request.method === 'POST') {
      const drawn = draw(writes);
      const name = drawn?.[0] ?? 'well';
      counts[name] = (counts[name] ?? 0) + 1;
      await fleet.wait(between(20, 400));
      return drawn ? drawn[2](request, forward) : forward(request);
    }
    const dice = random();
    if (dice < 0.03) throw reset();
    if (dice < 0.07) return failed(503);
    await fleet.wait(between(10, 200));
    // The stand-in would go through all of them for each visitor.
    return pathname === '/v2/bookings' ? listBehind(searchParams.get('attendeeEmail')!) : forward(request);
  };

  return {fault, counts};
}
