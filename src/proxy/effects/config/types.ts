import type {BookingState} from '../../../core/model/wire.ts';
import type {Quota} from '../../engine/model.ts';

/** A JSON object as Cal.com sent it. */
export type CalObject = Record<string, unknown>;

/** An event, as filters see it: while its webhook is being stored, with Cal.com's own data. */
export interface EffectEvent {
  /** Cal.com's name of the event, such as `BOOKING_CREATED`. */
  trigger: string;
  /** The booking's uid; absent for events that are about no booking. */
  uid?: string;
  /** Where the booking stands after this event; absent for events that are about no booking. */
  state?: BookingState;
  eventTypeId?: number;
  /** The last part of the event type's address, such as `30min`. */
  eventTypeSlug?: string;
  /** The booking's metadata; what a visitor's page wrote is the visitor's word. */
  metadata: CalObject;
  /** The booking's part of the webhook. Contains personal data. */
  booking: CalObject;
}

/** Which events an effect is for; all filters apply, and a filter left out lets everything through. */
export interface EffectFilter {
  /** Cal.com's names of events, such as `BOOKING_CREATED`. */
  on?: string | readonly string[];
  /** Where the booking stands after the event. */
  states?: BookingState | readonly BookingState[];
  /** Numbers or slugs of event types. */
  eventTypes?: string | number | readonly (string | number)[];
  /** Members that the booking's metadata must have. */
  metadata?: Readonly<Record<string, string>>;
  /** Called while the webhook is being stored, so it must return at once and do nothing else. */
  when?(event: EffectEvent): boolean;
}

/** How several events become one run. */
export interface CollapseOption {
  /** Events with the same key are collapsed. A key that a function returns is stored as its hash. */
  by: 'booking' | 'account' | ((event: EffectEvent) => string);
  /** The run begins when no event has come for this long, in milliseconds. */
  windowMs: number;
  /** The run begins at the latest this long after the first event, in milliseconds. Defaults to ten windows. */
  capMs?: number;
}

/** What all effects have. */
export interface EffectBase extends EffectFilter {
  /** Lower-case letters, digits and hyphens; at most 40. Runs are stored under it, so it should not change. */
  name: string;
  /**
   * `booking` runs the effects of one booking one after the other, `none` all at once, `atOnce` that many of a booking at
   * a time. Defaults to `booking`.
   */
  order?: 'booking' | 'none' | {atOnce: number};
  collapse?: CollapseOption;
  /** How long after the event it runs, in milliseconds. Defaults to 0. */
  delayMs?: number;
  /** The longest an attempt may take, in milliseconds. Defaults to 30 s, and to 10 minutes for a handler. */
  timeoutMs?: number;
  /** Effects with the same target share its quota and its Retry-After. Defaults to the effect's name. */
  target?: string;
  /** The most calls to the target; retries count. */
  quota?: Quota;
  /** A line in `<booking-status>` that shows visitors whether the effect is done, such as `Invitation sent`. */
  showAs?: string;
}

/** What a mapping makes a body from. */
export interface MappingInput {
  event: {trigger: string; uid?: string};
  /** The booking as Cal.com knows it now. */
  booking: CalObject;
}

/** Sends a signed request for each event, such as to n8n, Make or Zapier. */
export interface WebhookEffect extends EffectBase {
  kind: 'webhook';
  /** Where to; or `urlFrom`, if the URL is a secret. */
  url?: string;
  /** The environment variable with the URL. */
  urlFrom?: string;
  /** The environment variable with the secret that signs the requests. */
  secretFrom: string;
  /** `cal` signs as Cal.com does (`X-Cal-Signature-256`), `standard` as Standard Webhooks. Defaults to `cal`. */
  signature?: 'cal' | 'standard';
  /** Makes the JSON that is sent. Defaults to the body that Cal.com sent. */
  body?(input: MappingInput): unknown;
}

/** What a handler is given. */
export interface HandlerContext {
  /** The run's id. */
  id: string;
  event: {trigger: string; uid?: string};
  /** Counts from 1. */
  attempt: number;
  /** How many events the run stands for; more than 1 only with `collapse`. */
  events: number;
  /** Aborted when the run is cancelled or takes too long; give it to what takes long. */
  signal: AbortSignal;
  /** The booking as Cal.com knows it now. */
  booking(): Promise<CalObject>;
  /**
   * Does `work` once, also if a later step fails and the run is tried again. Give its `idempotencyKey` to the receiver: a
   * step is repeated if the process ends in it. What it returns is stored as JSON, up to 16 kB: return identifiers, not
   * personal data. `showAs` shows visitors a line for it.
   */
  step<Result>(
    name: string,
    work: (context: {idempotencyKey: string; signal: AbortSignal}) => Promise<Result> | Result,
    options?: {showAs?: string},
  ): Promise<Result>;
  /** Pauses the run; it goes on with the next step, also after a restart. */
  sleep(name: string, ms: number): Promise<void>;
  /** How far the run is, from 0 to 1, with words without personal data. Stored about once a second. */
  progress(share: number, note?: string): Promise<void>;
  /** Writes a line to the proxy's log; it must contain no personal data. */
  log(message: string): void;
}

/** Calls a function of yours for each event. */
export interface HandlerEffect extends EffectBase {
  kind: 'handler';
  run(context: HandlerContext): Promise<void>;
}

/** Reads a booking back from Cal.com after a burst of events, so that streams and state are right. */
export interface ReconcileEffect extends EffectBase {
  kind: 'reconcile';
}

/** What is to be done when an event arrives. */
export type EffectConfig = WebhookEffect | HandlerEffect | ReconcileEffect;
