import {toText} from './answers.ts';
import {chosenLocation, locationDetailSlug, placeDetail} from './questions.ts';
import {own} from '../model/own.ts';
import type {Answers, EventType} from '../model/types.ts';

/** What Cal.com's pages call a kind of place; those of other apps are left to the visitor. */
const places: Partial<Record<string, string>> = {
  attendeePhone: 'phone',
  attendeeAddress: 'attendeeInPerson',
  attendeeDefined: 'somewhereElse',
  address: 'inPerson',
  link: 'link',
  phone: 'userPhone',
  'cal-video': 'integrations:daily',
  'google-meet': 'integrations:google:meet',
};

/** What was answered, as Cal.com's own page is prefilled: one name, and the place with what it asks for. */
export function toPagePrefill(eventType: EventType, answers: Answers): Answers {
  const {[locationDetailSlug]: _, ...rest} = answers;
  const prefill: Answers = {...rest};
  for (const {type, slug} of eventType.questions) {
    if (type === 'splitName') {
      delete prefill[slug];
      prefill['name'] = toText(own(answers, slug));
    } else if (type === 'location') delete prefill[slug];
  }
  const location = chosenLocation(eventType, answers);
  const value = own(places, location?.integration ?? location?.type ?? '');
  return value
    ? {...prefill, location: JSON.stringify({value, optionValue: location?.ask ? placeDetail(eventType, answers) : ''})}
    : prefill;
}
