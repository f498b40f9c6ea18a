import {isObject, looseObject, looseText} from '../../core/cal/read.ts';
import type {EventType} from '../../core/model/types.ts';
import type {Attempt} from './attempt.ts';

/** The members of an event type that a search for its booking needs. */
const members = [
  'id',
  'durations',
  'seats',
  'hosts',
  'confirmation',
  'recurrence',
  'requiresAuthentication',
] as const satisfies readonly (keyof EventType)[];

/**
 * Serialises what another process needs to find an attempt's outcome. Of the visitor's answers only the e-mail address.
 */
export function writeNote({request: {eventType, start, email, durationMinutes}, session, checkoutId}: Attempt): string {
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

/** The attempt, complete enough for a search but without a body to send. Undefined if the note is unreadable. */
export function readNote(key: string, note: string): Attempt | undefined {
  try {
    const {eventType, start, email, durationMinutes, session, checkoutId} = looseObject(JSON.parse(note));
    if (!isObject(eventType) || looseText(start) === undefined || !isObject(session)) return undefined;
    const request = {
      eventType: eventType as unknown as EventType,
      start: String(start),
      email: looseText(email),
      durationMinutes: durationMinutes as number | undefined,
      body: {},
    };
    return {
      key,
      request,
      session: session as unknown as Attempt['session'],
      asked: '',
      checkoutId: looseText(checkoutId),
    };
  } catch {
    return undefined;
  }
}
