import {expect, test} from 'vitest';
import {cancelledView, movedSteps, viewOfBooking} from '../../../src/core/state/booking-view.ts';
import {toLink} from '../../../src/core/text/web-address.ts';
import type {Booking} from '../../../src/core/model/types.ts';
import type {BookingView, Step} from '../../../src/core/model/wire.ts';

const booking: Booking = {
  uid: 'bk1',
  status: 'pending',
  title: '',
  start: '2030-01-07T09:00:00.000Z',
  end: '2030-01-07T09:30:00.000Z',
  hosts: [],
  metadata: {},
  attendee: {name: 'Ann', email: 'ann@example.com'},
};
const {uid, start, end} = booking;

test("a booking's answer is shown with its status and times, and nothing of the visitor", () => {
  expect(viewOfBooking(booking)).toEqual({uid, state: 'pending', start, end, steps: []});
});

test('a cancelled booking that became another one was moved', () => {
  const moved: Booking = {...booking, status: 'cancelled', rescheduledToUid: 'bk2'};

  expect(viewOfBooking(moved)).toEqual({uid, state: 'rescheduled', start, end, rescheduledTo: 'bk2', steps: []});
});

test('the place of an accepted booking is where it is joined, if it is a link', () => {
  const at = (location: string, status: Booking['status'] = 'accepted') =>
    viewOfBooking({...booking, status, location}).joinUrl;
  expect(at('https://meet.example.com/1')).toBe('https://meet.example.com/1');
  expect(at('Main Street 1')).toBeUndefined();
  expect(at('https://meet.example.com/1', 'pending')).toBeUndefined();
  expect(at('https://meet.example.com/1', 'cancelled')).toBeUndefined();
});

test.each([
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  '\tjavascript:alert(1)',
  'java\nscript:alert(1)',
  'vbscript:x',
  'blob:https://a.example/1',
  'file:///etc/passwd',
  '//evil.example/x',
  '/x',
  'https:evil.example',
  'https:/evil.example',
  'https:\\\\evil.example',
  'https://a.example\\@evil.example',
  'https://cal.com@evil.example/x',
  'https://user:word@evil.example/',
  'https://?x',
  'https://#x',
  `https://a.example/${'x'.repeat(2_000)}`,
  7,
  {},
  'data:text/html,x',
  'zoommtg://join',
  ' https://a.example',
  'https://a b',
  'https://',
  '',
  undefined,
])('%s is no link to follow', place => {
  expect(toLink(place)).toBeUndefined();
});

const requested: Step = {name: 'requested', status: 'done', at: start};
const waiting: Step = {name: 'confirmed', status: 'waiting'};
const confirmed: Step = {name: 'confirmed', status: 'done', at: start};
const rejected: Step = {name: 'rejected', status: 'failed', at: start};
const view = (...steps: Step[]): BookingView => ({state: 'pending', steps});

test.each<[string, BookingView | undefined, BookingView, Step[]]>([
  ['nothing known before', undefined, view(requested, waiting), [requested]],
  ['nothing new', view(requested, waiting), view(requested, waiting), []],
  ['a step that waited is done', view(requested, waiting), view(requested, confirmed), [confirmed]],
  ['a step that failed is over too', view(requested, waiting), view(requested, rejected), [rejected]],
  ['a step that failed is done at last', view({...confirmed, status: 'failed'}), view(confirmed), [confirmed]],
  [
    'a step that is left out is over',
    view(waiting),
    view({...waiting, status: 'skipped'}),
    [{...waiting, status: 'skipped'}],
  ],
  ['several at once keep their order', view(), view(requested, confirmed), [requested, confirmed]],
])('steps that moved: %s', (_, before, after, moved) => {
  expect(movedSteps(before, after)).toEqual(moved);
});

test('a booking that was just cancelled waits for nothing and is joined nowhere', () => {
  const before: BookingView = {
    uid,
    state: 'pending',
    start,
    end,
    joinUrl: 'https://meet.example.com/1',
    steps: [requested, waiting],
  };

  expect(cancelledView(before)).toEqual({uid, state: 'cancelled', start, end, steps: [requested]});
});
