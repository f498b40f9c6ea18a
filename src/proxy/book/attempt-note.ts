import {isObject, looseObject, looseText} from '../../core/cal/read.ts';
import type {EventType} from '../../core/model/types.ts';
import type {Attempt} from './attempt.ts';

/** What of an event type it takes to find a booking of it. */
const members = [
  'id',
  'durations',
  'seats',
  'hosts',
  'confirmation',
  'recurrence',
  'requiresAuthentication',
] as const satisfies readonly (keyof EventType)[];

/** What another process needs to find out what became of an attempt: no answer of the visitor's but the e-mail address. */
export function writeNote({wanted: {eventType, start, email, durationMinutes}, session, checkoutId}: Attempt): string {
  const known = Object.fromEntries(members.map(name => [name, eventType[name]]));
  return JSON.stringify({
    eventType: {...known, hosts: eventType.hosts.map(() => ({}))},
    start,
    email,
    durationMinutes,
    session,
    checkoutId,
  });
}

/** The attempt as far as it can be looked for: it has no body to send. Undefined for what cannot be read. */
export function readNote(key: string, note: string): Attempt | undefined {
  try {
    const {eventType, start, email, durationMinutes, session, checkoutId} = looseObject(JSON.parse(note));
    if (!isObject(eventType) || looseText(start) === undefined || !isObject(session)) return undefined;
    const wanted = {
      eventType: eventType as unknown as EventType,
      start: String(start),
      email: looseText(email),
      durationMinutes: durationMinutes as number | undefined,
      body: {},
    };
    return {
      key,
      wanted,
      session: session as unknown as Attempt['session'],
      asked: '',
      checkoutId: looseText(checkoutId),
    };
  } catch {
    return undefined;
  }
}
