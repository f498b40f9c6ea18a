import type {EventTypeRef} from './types.ts';

/** Formats an event type reference as a cal-link that `parseCalLink` (`cal-link.ts`) reads; an id becomes its number. */
export function formatRef(ref: EventTypeRef): string {
  if (ref.kind === 'id') return String(ref.id);
  return ref.kind === 'team' ? `team/${ref.team}/${ref.slug}` : `${ref.username}/${ref.slug}`;
}
