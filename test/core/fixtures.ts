import type {EventType, Question} from '../../src/core/model/types.ts';

export const nameQuestion: Question = {slug: 'name', type: 'name', required: true};
export const emailQuestion: Question = {slug: 'email', type: 'email', required: true};
export const phoneQuestion: Question = {slug: 'attendeePhoneNumber', type: 'phone', required: false};

/** A free event type of 30 minutes that asks for name and e-mail; members given replace its own. */
export function anEventType(members: Partial<EventType> = {}): EventType {
  return {
    id: 7,
    slug: '30min',
    title: 'A talk',
    durations: [30],
    questions: [nameQuestion, emailQuestion],
    locations: [{type: 'integration', integration: 'cal-video'}],
    hosts: [{name: 'Rick'}],
    confirmation: 'none',
    ...members,
  };
}

/** Two places to choose from: one needs nothing of the visitor, one a phone number. */
export const twoPlaces: EventType['locations'] = [
  {type: 'integration', integration: 'cal-video'},
  {type: 'attendeePhone', ask: 'phone'},
];
