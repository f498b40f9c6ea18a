import {hostsOf} from '../world/availability.ts';
import type {StoredBooking, Webhook} from '../world/model.ts';
import {iso} from '../world/time.ts';
import type {World} from '../world/world.ts';
import type {Announce, Extras} from './announce.ts';
import {payload} from './payload.ts';
import {sign} from './sign.ts';

/** Delivery faults, switched on by the demo and by tests. */
export interface Trouble {
  mode: 'inline' | 'hosted';
  /** Milliseconds to wait before each delivery. */
  delayMs: number;
  /** Sends the same bytes twice. */
  twice: boolean;
  /** Each delivery waits until the next one has overtaken it. */
  outOfOrder: boolean;
  /** Keeps all deliveries until they are released. */
  hold: boolean;
  /** Sends nothing at all. */
  lose: boolean;
}

interface Delivery {
  webhook: Webhook;
  trigger: string;
  uid?: string;
  body: Uint8Array<ArrayBuffer>;
}

const retryable = new Set([408, 429, 500, 502, 503, 504]);
const firstWaitMs = 10_000;
const longestWaitMs = 600_000;
const extraAttempts = 3;
const hostedTimeoutMs = 20_000;

/** Sends webhooks to the world's subscribers. */
export function createSender(world: World) {
  const calm = (): Trouble => ({
    mode: world.options.webhookMode,
    delayMs: 0,
    twice: false,
    outOfOrder: false,
    hold: false,
    lose: false,
  });
  const trouble = calm();
  const waiting: Delivery[] = [];
  const stopped = new AbortController();
  const running = new Set<Promise<void>>();

  const later = (ms: number) =>
    new Promise<void>(done => {
      const timer = setTimeout(done, ms);
      stopped.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          done();
        },
        {once: true},
      );
    });

  function log(
    delivery: Delivery,
    attempt: number,
    outcome: 'accepted' | 'refused' | 'unreachable' | 'lost' | 'held',
    status?: number,
  ) {
    const {trigger, uid, webhook} = delivery;
    world.log({
      kind: 'delivery',
      at: iso(world.now()),
      trigger,
      uid,
      url: webhook.subscriberUrl,
      attempt,
      outcome,
      ...(status ? {status} : {}),
    });
  }

  async function post(delivery: Delivery, attempt: number): Promise<'done' | 'again'> {
    const {webhook, body} = delivery;
    const hosted = trouble.mode === 'hosted';
    try {
      const response = await fetch(webhook.subscriberUrl, {
        method: 'POST',
        redirect: 'manual',
        signal: hosted ? AbortSignal.any([stopped.signal, AbortSignal.timeout(hostedTimeoutMs)]) : stopped.signal,
        headers: {
          'content-type': 'application/json',
          'x-cal-signature-256': await sign(body, webhook.secret),
          'x-cal-webhook-version': webhook.version,
        },
        body,
      });
      await response.arrayBuffer();
      log(delivery, attempt, response.ok ? 'accepted' : 'refused', response.status);
      if (hosted && response.status === 410) webhook.active = false;
      return hosted && retryable.has(response.status) ? 'again' : 'done';
    } catch {
      if (!stopped.signal.aborted) log(delivery, attempt, 'unreachable');
      return hosted ? 'again' : 'done';
    }
  }

  async function send(delivery: Delivery): Promise<void> {
    if (trouble.delayMs) await later(trouble.delayMs);
    let wait = firstWaitMs;
    for (let attempt = 1; attempt <= 1 + extraAttempts && !stopped.signal.aborted; attempt += 1) {
      if ((await post(delivery, attempt)) === 'done') break;
      if (attempt > extraAttempts) break;
      await later(Math.min(wait, longestWaitMs) * (1 + world.random() / 2) * world.options.retryScale);
      wait *= 1.5;
    }
  }

  async function hand(delivery: Delivery): Promise<void> {
    await send(delivery);
    if (trouble.twice) await send(delivery);
  }

  function queue(delivery: Delivery): Promise<void> {
    if (trouble.lose) {
      log(delivery, 0, 'lost');
      return Promise.resolve();
    }
    if (trouble.hold || (trouble.outOfOrder && waiting.length === 0)) {
      log(delivery, 0, 'held');
      waiting.push(delivery);
      return Promise.resolve();
    }
    const overtaken = trouble.outOfOrder ? waiting.splice(0) : [];
    return hand(delivery).then(async () => {
      for (const late of overtaken) await hand(late);
    });
  }

  function track(work: Promise<void>): Promise<void> {
    running.add(work);
    return work.finally(() => running.delete(work));
  }

  const encode = (trigger: string, content: unknown) =>
    new TextEncoder().encode(JSON.stringify({triggerEvent: trigger, createdAt: iso(world.now()), payload: content}));

  /**
   * A host's own webhooks cover the host's own event types, never a team's (cal-webhooks.md §2.4); one from the options
   * covers all.
   */
  function isFor({userId, coversAll, eventTypeId}: Webhook, booking: StoredBooking | undefined): boolean {
    if (!booking || coversAll) return true;
    if (eventTypeId !== undefined) return booking.row.id === eventTypeId;
    return !booking.row.team && hostsOf(booking.row)[0]?.id === userId;
  }

  async function deliver(trigger: string, content: unknown, booking?: StoredBooking): Promise<void> {
    const uid = booking?.uid;
    const deliveries = world.webhooks
      .filter(
        webhook =>
          webhook.active && isFor(webhook, booking) && (trigger === 'PING' || webhook.triggers.includes(trigger)),
      )
      .map(webhook => ({webhook, trigger, ...(uid === undefined ? {} : {uid}), body: encode(trigger, content)}));
    if (trouble.mode === 'inline') {
      await Promise.all(deliveries.map(delivery => track(queue(delivery))));
      return;
    }
    // A separate task, so that the answer to the request goes first.
    for (const delivery of deliveries) void track(later(0).then(() => queue(delivery)));
  }

  const announce: Announce = (trigger: string, booking: StoredBooking, extras: Extras = {}) =>
    deliver(trigger, payload(world, trigger, booking, extras), booking);

  return {
    trouble,
    announce,
    deliver,
    /** Sends held and delayed deliveries, oldest first. */
    async release(): Promise<void> {
      trouble.hold = false;
      for (const delivery of waiting.splice(0)) await track(hand(delivery));
    },
    /** Resolves when nothing is in progress; held deliveries remain. */
    async settled(): Promise<void> {
      while (running.size) await Promise.all(running);
    },
    reset() {
      waiting.length = 0;
      Object.assign(trouble, calm());
    },
    stop() {
      stopped.abort();
    },
  };
}

export type Sender = ReturnType<typeof createSender>;
