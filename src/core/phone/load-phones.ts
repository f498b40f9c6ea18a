import {phoneSlug} from '../flow/questions.ts';
import type {EventType} from '../model/types.ts';

/** Whether an event type asks for a phone number. */
function asksPhone({questions, locations}: EventType): boolean {
  const isPhone = ({type, slug}: EventType['questions'][number]) => type === 'phone' || slug === phoneSlug;
  return questions.some(isPhone) || locations.some(({ask}) => ask === 'phone');
}

/** Loads the phone number rules if an event type asks for a phone number. Without them numbers need a country code. */
export async function loadPhones(eventType: EventType): Promise<void> {
  if (!asksPhone(eventType)) return;
  try {
    (await import('./read-phone.ts')).usePhones();
  } catch {
    // Offline: the built-in rule tells the visitor what it needs.
  }
}
