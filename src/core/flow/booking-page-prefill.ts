import {toText} from './answers.ts';
import {chosenLocation, locationDetailSlug, placeDetail} from './questions.ts';
import {own} from '../model/own.ts';
import type {Answers, EventType} from '../model/types.ts';

/** Location types → the names that Cal.com's booking pages use. The visitor chooses other apps' locations there. */
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

/** Converts answers to the prefill of Cal.com's booking page: a single name, and the location with its detail. */
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
