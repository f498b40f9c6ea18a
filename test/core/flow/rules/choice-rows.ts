import type {EventType} from '../../../../src/core/model/types.ts';
import {anEventType} from '../../fixtures.ts';

/** What a visitor wants to book, and what is booked. */
export interface ChoiceRow {
  why: string;
  eventType: EventType;
  wanted: {duration?: number; count?: number};
  books: {duration?: number; count?: number};
}

const lengths = anEventType({durations: [30, 15, 60]});
const series = anEventType({recurrence: {count: 6, frequency: 'weekly', interval: 1}});

/** The same for the element and for the form without a script. */
export const choiceRows: ChoiceRow[] = [
  {why: 'a length that is offered', eventType: lengths, wanted: {duration: 60}, books: {duration: 60}},
  {why: 'a length that is not offered', eventType: lengths, wanted: {duration: 45}, books: {duration: 30}},
  {why: 'no length', eventType: lengths, wanted: {}, books: {duration: 30}},
  {why: 'a length where there is no choice', eventType: anEventType(), wanted: {duration: 30}, books: {}},
  {why: 'some dates of a series', eventType: series, wanted: {count: 4}, books: {count: 4}},
  {why: 'more dates than a series has', eventType: series, wanted: {count: 10}, books: {count: 6}},
  {why: 'no number of dates', eventType: series, wanted: {}, books: {count: 6}},
  {why: 'a number of dates where there is no series', eventType: anEventType(), wanted: {count: 2}, books: {}},
];
