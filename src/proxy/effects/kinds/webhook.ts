import {EffectError, type RunContext} from '../../engine/model.ts';
import type {EffectSecrets} from '../config/check.ts';
import type {WebhookEffect} from '../config/types.ts';
import type {FreshBookings} from '../fresh-bookings.ts';
import type {Outgoing} from '../outgoing/outgoing.ts';
import {signAsCal, signAsStandard} from '../outgoing/signatures.ts';

/** What effects of this kind depend on. */
export interface WebhookDependencies {
  secrets: EffectSecrets;
  outgoing: Outgoing;
  bookings: FreshBookings;
  /** The webhook as Cal.com sent it; undefined once it was deleted. */
  received(key: string): Promise<Uint8Array | undefined>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Sends the event on, signed again. */
export async function runWebhook(
  effect: WebhookEffect,
  {id, cause, since, step}: RunContext,
  {secrets, outgoing, bookings, received, now}: WebhookDependencies,
): Promise<void> {
  await step('send', async ({idempotencyKey, signal}) => {
    const body = await makeBody();
    const secret = secrets.read(effect.secretFrom);
    const signature =
      effect.signature === 'standard' ? signAsStandard(body, secret, idempotencyKey, now()) : signAsCal(body, secret);
    await outgoing.send({
      method: 'POST',
      url: effect.url ?? secrets.read(effect.urlFrom!),
      headers: {'content-type': 'application/json', 'idempotency-key': idempotencyKey, 'booking-run': id, ...signature},
      body,
      signal,
    });
  });

  async function makeBody(): Promise<string | Uint8Array> {
    if (effect.body) {
      const booking = cause.uid === undefined ? {} : await bookings.read(cause.uid, since);
      const {trigger, uid} = cause;
      return JSON.stringify(effect.body({event: {trigger, ...(uid === undefined ? {} : {uid})}, booking}) ?? null);
    }
    const original = cause.event === undefined ? undefined : await received(cause.event);
    if (original) return original;
    throw new EffectError(
      cause.event === undefined
        ? 'There is no webhook to send on: a test needs an effect with a body of its own.'
        : 'The webhook was deleted after BOOKING_RETENTION_DAYS, so it cannot be sent again.',
      {isFinal: true},
    );
  }
}
