import {looseObjects, looseText, type Json} from '../../../core/cal/read.ts';
import type {Console, ConsoleAnswer} from './console.ts';

/** One of the account's webhooks in Cal.com. */
export interface Subscription {
  id: string;
  url: string;
  active: boolean;
  triggers: string[];
  secret?: string;
  /** Whether a custom template replaces the body; the proxy cannot read such bodies. */
  hasTemplate: boolean;
}

/** The result of a change. */
export type Saved = {id: string; triggers: string[]} | {refused: string};

/** The account's webhooks in Cal.com. Rejects with Cal.com's reason if the list cannot be read. */
export interface Subscriptions {
  list(): Promise<Subscription[]>;
  /** Creates a webhook or changes `existing`, so that it sends all triggers to `url`, signed with `secret`. */
  save(url: string, secret: string, existing?: Subscription): Promise<Saved>;
  /** Resolves with Cal.com's reason if the webhook still exists. */
  remove(id: string): Promise<string | undefined>;
}

/**
 * All triggers an account can subscribe to, except those on delegation credentials, which belong to an organization.
 * Releases of Cal.com differ; triggers a release does not know are left out.
 */
export const allTriggers: readonly string[] = [
  'BOOKING_CREATED',
  'BOOKING_RESCHEDULED',
  'BOOKING_CANCELLED',
  'BOOKING_REQUESTED',
  'BOOKING_REJECTED',
  'BOOKING_PAID',
  'BOOKING_PAYMENT_INITIATED',
  'BOOKING_NO_SHOW_UPDATED',
  'BOOKING_LOCATION_UPDATED',
  'BOOKING_REASSIGNED',
  'MEETING_STARTED',
  'MEETING_ENDED',
  'RECORDING_READY',
  'RECORDING_TRANSCRIPTION_GENERATED',
  'INSTANT_MEETING',
  'INSTANT_MEETING_ACCEPTED',
  'OOO_CREATED',
  'FORM_SUBMITTED',
  'FORM_SUBMITTED_NO_EVENT',
  'ROUTING_FORM_FALLBACK_HIT',
  'AFTER_HOSTS_CAL_VIDEO_NO_SHOW',
  'AFTER_GUESTS_CAL_VIDEO_NO_SHOW',
  'WRONG_ASSIGNMENT_REPORT',
  'CALENDAR_ENTRY_REJECTED',
];

/**
 * The proxy misses changes of a booking's state without these. All but the start of a payment exist in every release
 * since 2023.
 */
export const neededTriggers = allTriggers.slice(0, 6);

/** The API version with the smallest bodies; the later one adds calendar files. */
const version = '2021-10-20';
const pageSize = 250;
/** More webhooks than any account has; ends a list that never ends. */
const limit = 5_000;
/** How long after the start a missing attendee counts as a no-show. Some releases require it, others ignore it. */
const noShow: Json = {time: 5, timeUnit: 'MINUTE'};

/** Reads and writes through `console`: the account's webhooks, or those of an event type at its own `path`. */
export function createSubscriptions(console: Console, path = '/v2/webhooks'): Subscriptions {
  async function list(): Promise<Subscription[]> {
    const found: Subscription[] = [];
    for (let skip = 0; skip < limit; skip += pageSize) {
      const answer = await console.ask({method: 'GET', path: `${path}?take=${pageSize}&skip=${skip}`});
      if (answer.reason) throw new Error(`Cal.com does not list the webhooks: ${answer.reason}.`);
      const rows = looseObjects(answer.json['data']);
      found.push(...rows.flatMap(json => toSubscription(json) ?? []));
      if (rows.length < pageSize) break;
    }
    return found;
  }

  function send(body: Json, existing?: Subscription): Promise<ConsoleAnswer> {
    if (!existing) return console.ask({method: 'POST', path, body});
    return console.ask({method: 'PATCH', path: `${path}/${encodeURIComponent(existing.id)}`, body});
  }

  async function save(url: string, secret: string, existing?: Subscription): Promise<Saved> {
    let triggers = [...allTriggers];
    let more = noShow;
    const body: Json = {
      subscriberUrl: url,
      active: true,
      secret,
      version,
      ...(existing?.hasTemplate ? {payloadTemplate: null} : {}),
    };
    for (;;) {
      const answer = await send({...body, ...more, triggers}, existing);
      if (!answer.reason) {
        const saved = toSubscription(answer.json['data'] as Json);
        return saved ? {id: saved.id, triggers} : {refused: 'its answer has an unexpected shape'};
      }
      if (/\btime(Unit)?\b/.test(answer.reason) && more === noShow) {
        more = {};
        continue;
      }
      const known = readKnown(answer.reason, triggers);
      if (known.length === 0 || known.length === triggers.length) return {refused: answer.reason};
      triggers = known;
    }
  }

  return {
    list,
    save,
    async remove(id) {
      const {reason, status} = await console.ask({method: 'DELETE', path: `${path}/${encodeURIComponent(id)}`});
      return status === 404 ? undefined : reason || undefined;
    },
  };
}

/**
 * The triggers this Cal.com supports, read from its rejection, which lists either the supported or the unsupported
 * ones.
 */
function readKnown(reason: string, asked: string[]): string[] {
  const [, listed] = /following values: ([A-Z_, ]+)/.exec(reason) ?? [];
  if (listed !== undefined) return asked.filter(trigger => listed.split(/,\s*/).includes(trigger));
  return asked.filter(trigger => !new RegExp(`\\b${trigger}\\b`).test(reason));
}

function toSubscription(json: Json | undefined): Subscription | undefined {
  const {id, subscriberUrl, triggers, secret, active, payloadTemplate} = json ?? {};
  const url = looseText(subscriberUrl);
  if ((typeof id !== 'string' && typeof id !== 'number') || url === undefined) return undefined;
  const key = looseText(secret);
  return {
    id: String(id),
    url,
    active: active === true,
    triggers: Array.isArray(triggers) ? triggers.map(String) : [],
    hasTemplate: looseText(payloadTemplate) !== undefined,
    ...(key === undefined ? {} : {secret: key}),
  };
}
