import {expect} from 'vitest';
import {sign} from '../webhooks/fixtures.ts';

/** One answer of a proxy, and whether it was one of those it may give when its database is away. */
export interface Judged {
  what: 'webhook' | 'booking';
  status: number;
  code?: string;
  isRight: boolean;
}

/** A wish to book, by its Idempotency-Key. */
export interface AttemptWish {
  key: string;
  start: string;
}

/** Webhooks and bookings that come in all the time. */
export interface Load {
  /** How many webhooks were refused up to now. */
  refused(): number;
  /** Resolves once so many more webhooks were taken and so many more bookings were made. */
  progress(): Promise<void>;
  /** Sends nothing more; resolves with what happened once all answers are there. */
  stop(): Promise<{acknowledged: string[]; answers: Judged[]; attempts: AttemptWish[]}>;
  /** Asks about each attempt until there is a final answer, and resolves with these. */
  settle(attempts: AttemptWish[]): Promise<{key: string; uid: string}[]>;
}

/** Whoever waits for an answer gives up after this time: no request may hang. */
const patienceMs = 45_000;

/** Starts it, at several proxies of one database. */
export async function startLoad(addresses: readonly string[], calUrl: string): Promise<Load> {
  const acknowledged: string[] = [];
  const answers: Judged[] = [];
  const attempts: AttemptWish[] = [];
  let isStopped = false;
  let made = 0;
  const starts = await freeStarts(calUrl);

  async function post(path: string, body: string, headers: Record<string, string>, index: number): Promise<Response> {
    return fetch(`${addresses[index % addresses.length]}${path}`, {
      method: 'POST',
      body,
      headers: {'content-type': 'application/json', ...headers},
      signal: AbortSignal.timeout(patienceMs),
    });
  }

  const hasRetryAfter = (response: Response) => Number(response.headers.get('retry-after')) > 0;

  async function sendWebhook(lane: number, index: number): Promise<void> {
    const uid = `load-${lane}-${index}`;
    const body = JSON.stringify({
      triggerEvent: 'BOOKING_CREATED',
      createdAt: '2026-10-01T09:00:00.000Z',
      payload: {uid},
    });
    const response = await post('/webhooks/cal', body, {'x-cal-signature-256': sign(body)}, lane);
    if (response.status === 204) acknowledged.push(uid);
    answers.push({
      what: 'webhook',
      status: response.status,
      isRight: response.status === 204 || (response.status === 503 && hasRetryAfter(response)),
    });
  }

  async function ask({key, start}: AttemptWish, index: number) {
    const body = {eventTypeId: 1001, start, attendee: {name: 'Ann', email: `${key}@visitors.example`, timeZone: 'UTC'}};
    const response = await post('/v2/bookings', JSON.stringify(body), {'idempotency-key': key}, index);
    const json = (await response.json()) as {data?: {uid: string}; error?: {code: string}};
    return {
      status: response.status,
      uid: json.data?.uid,
      code: json.error?.code,
      hasRetryAfter: hasRetryAfter(response),
    };
  }

  async function sendBooking(lane: number, index: number): Promise<void> {
    const start = starts.shift();
    if (start === undefined) return;
    const wish = {key: `attempt-${lane}-${index}`, start};
    attempts.push(wish);
    const {status, code, ...rest} = await ask(wish, lane);
    if (status === 201) made += 1;
    const isRight = status === 201 || ((status === 503 || status === 504 || status === 409) && rest.hasRetryAfter);
    answers.push({what: 'booking', status, isRight, ...(code === undefined ? {} : {code})});
  }

  async function run(
    lane: number,
    send: (lane: number, index: number) => Promise<void>,
    pauseMs: number,
  ): Promise<void> {
    for (let index = 0; !isStopped; index += 1) {
      await send(lane, index).catch(
        (error: Error) => void answers.push({what: 'webhook', status: 0, code: error.name, isRight: false}),
      );
      await new Promise(resolve => setTimeout(resolve, pauseMs));
    }
  }

  const lanes = [0, 1, 2, 3].flatMap(lane => [run(lane, sendWebhook, 25), run(lane, sendBooking, 50)]);
  return {
    refused: () => answers.filter(({what, status}) => what === 'webhook' && status === 503).length,
    async progress() {
      const [taken, booked] = [acknowledged.length + 20, made + 2];
      await expect
        .poll(() => acknowledged.length >= taken && (made >= booked || starts.length === 0), {timeout: 60_000})
        .toBe(true);
    },
    async stop() {
      isStopped = true;
      await Promise.all(lanes);
      return {acknowledged, answers, attempts};
    },
    settle: wishes =>
      Promise.all(
        wishes.map(async (wish, index) => {
          let uid: string | undefined;
          await expect
            .poll(async () => (uid = (await ask(wish, index)).uid), {timeout: 150_000, interval: 500})
            .toBeDefined();
          return {key: wish.key, uid: uid!};
        }),
      ),
  };
}

/** Free times of Rick's, each of which is booked once. */
async function freeStarts(calUrl: string): Promise<string[]> {
  const from = new Date(Date.now() + 86_400_000).toISOString();
  const to = new Date(Date.now() + 60 * 86_400_000).toISOString();
  const response = await fetch(`${calUrl}/v2/slots?eventTypeId=1001&start=${from}&end=${to}`, {
    headers: {'cal-api-version': '2024-09-04'},
  });
  const {data} = (await response.json()) as {data: Record<string, {start: string}[]>};
  return Object.values(data)
    .flat()
    .map(({start}) => new Date(start).toISOString());
}
