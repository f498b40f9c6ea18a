import {hash} from 'node:crypto';
import {deriveState, type BookingFacts} from '../../core/state/facts.ts';
import type {BookingState} from '../../core/model/wire.ts';
import type {Job} from '../engine/enqueue.ts';
import {reasonOf} from '../engine/model.ts';
import {ask, type Work} from '../store/work.ts';
import type {Webhook} from '../webhooks/decode.ts';
import {own, ownRecord, ownText} from '../webhooks/json.ts';
import {toList} from './config/check.ts';
import type {EffectConfig, EffectEvent} from './config/types.ts';

/** A webhook as the store knows it. */
export interface StoredWebhook extends Webhook {
  /** Its key in the store. */
  key: string;
}

/** A job for an effect. */
export interface EffectJob {
  effect: string;
  job: Job;
}

/** The parts of an event that its webhook alone tells. */
function toEvent({trigger, uid, booking = {}}: StoredWebhook): EffectEvent {
  const eventTypeId = own(booking, 'eventTypeId');
  const eventTypeSlug = ownText(booking, 'type');
  return {
    trigger,
    ...(uid === undefined ? {} : {uid}),
    ...(typeof eventTypeId === 'number' ? {eventTypeId} : {}),
    ...(eventTypeSlug === undefined ? {} : {eventTypeSlug}),
    metadata: ownRecord(booking, 'metadata') ?? {},
    booking,
  };
}

function isFor({on, eventTypes, metadata = {}}: EffectConfig, event: EffectEvent): boolean {
  if (!(toList(on)?.includes(event.trigger) ?? true)) return false;
  const types = toList<string | number>(eventTypes)?.map(String);
  if (
    types &&
    ![event.eventTypeId, event.eventTypeSlug].some(each => each !== undefined && types.includes(String(each)))
  )
    return false;
  return Object.entries(metadata).every(([name, value]) => ownText(event.metadata, name) === value);
}

/** The effects a webhook may be for: those that only its booking's state can still exclude. */
export function findEffects(effects: readonly EffectConfig[], webhook: StoredWebhook): readonly EffectConfig[] {
  // What is not Cal.com's own body is only a hint, and starts nothing.
  if (webhook.trigger === '') return [];
  const event = toEvent(webhook);
  return effects.filter(effect => isFor(effect, event));
}

/** The jobs of a webhook, in the transaction that stores it and after its facts were merged. */
export function* toJobs(effects: readonly EffectConfig[], webhook: StoredWebhook): Work<EffectJob[]> {
  const event = toEvent(webhook);
  const state = event.uid === undefined ? undefined : yield* readState(event.uid);
  const full: EffectEvent = {...event, ...(state === undefined ? {} : {state})};
  return effects.flatMap(effect => toJob(effect, full, webhook) ?? []);
}

function toJob(effect: EffectConfig, event: EffectEvent, {key: stored}: StoredWebhook): EffectJob | undefined {
  const {name, states, delayMs} = effect;
  if (states !== undefined && !toList(states)!.includes(event.state!)) return undefined;
  const {trigger, uid} = event;
  const job: Job = {
    // The same event makes the same run, however often it is delivered.
    id: hash('sha256', `${name} ${stored}`).slice(0, 24),
    key: uid ?? 'account',
    cause: {trigger, event: stored, ...(uid === undefined ? {} : {uid})},
    ...(delayMs === undefined ? {} : {delayMs}),
  };
  try {
    if (!(effect.when?.(event) ?? true)) return undefined;
    return {effect: name, job: {...job, key: keyOf(effect, event)}};
  } catch (error) {
    // The owner's function failed: the webhook is kept, and so is the run, for whoever corrects it.
    return {effect: name, job: {...job, failure: `The effect's when or collapse.by failed: ${reasonOf(error)}.`}};
  }
}

function keyOf({collapse}: EffectConfig, event: EffectEvent): string {
  const by = collapse?.by ?? 'booking';
  if (by === 'account') return 'account';
  if (by === 'booking') return event.uid ?? 'account';
  return hash('sha256', String(by(event))).slice(0, 24);
}

function* readState(uid: string): Work<BookingState | undefined> {
  const [row] = yield* ask<{facts: unknown}>('SELECT facts FROM booking_elements.bookings WHERE uid = $1', uid);
  if (!row) return undefined;
  const facts = (typeof row.facts === 'string' ? JSON.parse(row.facts) : row.facts) as BookingFacts;
  return deriveState(facts, uid);
}
