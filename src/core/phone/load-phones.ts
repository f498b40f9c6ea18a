import {phoneSlug} from '../flow/questions.ts';
import type {EventType} from '../model/types.ts';

/** Whether an event type asks for a phone number. */
function asksPhone({questions, locations}: EventType): boolean {
  const isPhone = ({type, slug}: EventType['questions'][number]) => type === 'phone' || slug === phoneSlug;
  return questions.some(isPhone) || locations.some(({ask}) => ask === 'phone');
}

/** Loads the rule for phone numbers where one is asked for. Without it they need their country's code. */
export async function loadPhones(eventType: EventType): Promise<void> {
  if (!asksPhone(eventType)) return;
  try {
    (await import('./read-phone.ts')).usePhones();
  } catch {
    // Offline: the rule without it says what it needs.
  }
}
