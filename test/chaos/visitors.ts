import type {Cal} from '../../mocks/cal.ts';
import {sign} from '../../mocks/webhooks/sign.ts';
import {pause, type Chance} from './random.ts';

/** A wish to book, and what its visitor was told. */
export interface Wish {
  key: string;
  body: object;
  /** Each answer that leaves nothing to ask for. */
  told: string[];
  uid?: string;
  /** Opens the live view, whichever answer brought it. */
  live?: string;
  manage?: string;
  isToldCancelled?: boolean;
}

/** Visitors, hosts and webhooks of one proxy or several. */
export interface Visitors {
  wishes: Wish[];
  /** Bookings of webhooks that came from elsewhere and were answered with 204. */
  acknowledged: string[];
  /** Answers that no page can do anything with: neither a status of ours nor JSON. */
  bad: string[];
  counts: Record<string, number>;
  /** Nobody comes any more; resolves when those under way have gone. */
  stop(): Promise<void>;
  /** Asks about every wish without a final answer until it has one, for `ms` at most. */
  settle(ms: number): Promise<void>;
}

export interface VisitorsOptions {
  cal: Cal;
  addresses(): string[];
  secret: string;
  chance: Chance;
}

const patienceMs = 45_000;
const approvalType = 1003;
const finals = ['slot_taken', 'already_booked', 'out_of_bounds'];
/** What a proxy may answer when it, its database or Cal.com is in trouble. */
const statuses = [201, 200, 401, 404, 409, 422, 429, 502, 503, 504];

/** Starts them. */
export function startVisitors({cal, addresses, secret, chance}: VisitorsOptions): Visitors {
  const wishes: Wish[] = [];
  const acknowledged: string[] = [];
  const bad: string[] = [];
  const counts: Record<string, number> = {};
  let isStopped = false;
  let number = 0;
  const count = (name: string) => void (counts[name] = (counts[name] ?? 0) + 1);

  async function post(
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
  ): Promise<{status: number; json: any; retryAfter: number} | undefined> {
    const forwarded = `198.51.100.${Math.floor(chance.between(1, 250))}`;
    try {
      const response = await fetch(`${chance.pick(addresses())}${path}`, {
        method: 'POST',
        body,
        headers: {'content-type': 'application/json', 'x-forwarded-for': forwarded, ...headers},
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await response.text();
      const json: unknown = text === '' ? {} : JSON.parse(text);
      return {status: response.status, json, retryAfter: Number(response.headers.get('retry-after') ?? 0)};
    } catch (error) {
      if (error instanceof SyntaxError) bad.push(`${path}: no JSON`);
      if ((error as Error).name === 'TimeoutError') count('answers waited for in vain');
      // The proxy was killed.
      return undefined;
    }
  }

  async function ask(wish: Wish): Promise<number> {
    const answer = await post('/v2/bookings', JSON.stringify(wish.body), {'idempotency-key': wish.key});
    if (!answer) return 0;
    const {status, json, retryAfter} = answer;
    const code: string = status === 201 ? 'booked' : json.error?.code;
    count(`bookings: ${code}`);
    if (!statuses.includes(status)) bad.push(`POST /v2/bookings: ${status} ${code}`);
    if (json.live) wish.live = json.live.token;
    if (status === 201) {
      wish.uid = json.data.uid;
      wish.manage = json.manage?.token;
    }
    if (status === 201 || finals.includes(code)) wish.told.push(status === 201 ? `booked ${wish.uid}` : code);
    return retryAfter * 1000;
  }

  function nextWish(): Wish {
    number += 1;
    // Now and then two want the same time.
    const place = chance.of(15) ? number - 1 : number;
    const day = new Date(Date.now() + (2 + (place % 300)) * 86_400_000).toISOString().slice(0, 10);
    const minutes = 9 * 60 + (Math.floor(place / 300) % 16) * 30;
    const start = `${day}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00.000Z`;
    const eventTypeId = chance.of(20) ? approvalType : 1001;
    const key = `chaos-attempt-${number}`;
    return {
      key,
      told: [],
      body: {eventTypeId, start, attendee: {name: 'Ann', email: `${key}@visitors.example`, timeZone: 'UTC'}},
    };
  }

  /** The host decides, or cancels; the visitor cancels. */
  async function goOn(wish: Wish): Promise<void> {
    const uid = wish.uid!;
    await pause(chance.between(0, 3_000));
    const {status} = cal.world.bookings.find(booking => booking.uid === uid)!;
    if (status === 'pending')
      await (chance.of(60) ? cal.controls.confirm(uid) : chance.of(50) ? cal.controls.reject(uid) : undefined);
    else if (chance.of(15)) await cal.controls.cancel(uid);
    else if (chance.of(10) && wish.manage !== undefined) {
      const answer = await post(`/v2/bookings/${uid}/cancel`, '{}', {'booking-manage-token': wish.manage});
      count(`cancellations: ${answer?.status ?? 'no answer'}`);
      wish.isToldCancelled = answer?.status === 200;
    }
  }

  async function visit(): Promise<void> {
    const wish = nextWish();
    wishes.push(wish);
    for (let tries = 0; tries < 4 && wish.told.length === 0 && !isStopped; tries += 1) {
      const clicks = chance.of(20) ? 2 : 1;
      const waits = await Promise.all(Array.from({length: clicks}, () => ask(wish)));
      if (wish.told.length === 0) await pause(Math.min(5_000, Math.max(300, ...waits)));
    }
    if (wish.uid !== undefined) void goOn(wish).catch(() => {});
  }

  async function hook(): Promise<void> {
    number += 1;
    const uid = `chaos-webhook-${number}`;
    const body = new TextEncoder().encode(
      JSON.stringify({triggerEvent: 'BOOKING_CREATED', createdAt: new Date().toISOString(), payload: {uid}}),
    );
    const answer = await post('/webhooks/cal', body, {'x-cal-signature-256': await sign(body, secret)});
    if (answer?.status === 204) acknowledged.push(uid);
    else if (answer && answer.status !== 503) bad.push(`POST /webhooks/cal: ${answer.status}`);
  }

  async function run(step: () => Promise<void>, ms: number): Promise<void> {
    while (!isStopped) {
      await step();
      await pause(chance.between(0.5, 1.5) * ms);
    }
  }

  const lanes = [...[1, 2, 3, 4, 5, 6].map(() => run(visit, 600)), run(hook, 60), run(hook, 60)];
  return {
    wishes,
    acknowledged,
    bad,
    counts,
    async stop() {
      isStopped = true;
      await Promise.all(lanes);
    },
    async settle(ms) {
      const until = performance.now() + ms;
      const open = wishes.filter(({told}) => told.length === 0);
      await Promise.all(
        open.map(async wish => {
          while (wish.told.length === 0 && performance.now() < until)
            await pause(Math.max(1_000, Math.min(10_000, await ask(wish))));
        }),
      );
    },
  };
}
