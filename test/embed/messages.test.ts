import {describe, expect, test} from 'vitest';
import {decodeMessage, type EmbedMessage} from '../../src/embed/messages.ts';
import {dedupe, type Reported} from '../../src/embed/dedupe-events.ts';
import {isInStep, unitMs} from '../support/hostile/growth.ts';
import {harmlessText, hostileTexts} from '../support/hostile/hostile-texts.ts';
import {placesOf} from '../support/hostile/places.ts';

const message = (type: string, data: unknown = {}) => ({
  originator: 'CAL',
  type,
  namespace: 'n',
  fullType: `CAL:n:${type}`,
  data,
});

describe('a message is read', () => {
  test.each([
    ['__iframeReady', {isPrerendering: false}, {type: 'frame-ready'}],
    ['linkReady', {}, {type: 'ready'}],
    ['linkFailed', {code: '404', msg: 'x', data: {url: 'https://x'}}, {type: 'failed', status: '404'}],
    ['bookerReady', {eventId: 1, eventSlug: '30min'}, {type: 'slots-loaded'}],
    ['availabilityLoaded', {eventId: 1, eventSlug: '30min'}, {type: 'slots-loaded'}],
    ['bookingCancelled', {booking: {uid: 'u1'}}, {type: 'cancelled', uid: 'u1'}],
    ['bookingCancelled', {booking: null}, {type: 'cancelled'}],
    [
      'routed',
      {actionType: 'customPageMessage', actionValue: 'Bye'},
      {type: 'route', data: {actionType: 'customPageMessage', actionValue: 'Bye'}},
    ],
    ['__closeIframe', {}, {type: 'close'}],
  ])('%s', (type, data, expected) => {
    expect(decodeMessage(message(type, data), 'n')).toEqual(expected);
  });

  test('a booking, with the parts that make sense', () => {
    const data = {
      uid: 'u1',
      title: 'Talk',
      startTime: '2030-01-02T10:00:00+01:00',
      endTime: 'soon',
      eventTypeId: null,
      status: 'PENDING',
      paymentRequired: true,
    };
    expect(decodeMessage(message('bookingSuccessfulV2', data), 'n')).toEqual({
      type: 'booked',
      booking: {uid: 'u1', title: 'Talk', start: '2030-01-02T09:00:00.000Z', status: 'pending', paymentRequired: true},
    });
  });

  test('a booking of the older event, which says beside it whether it counts', () => {
    const data = {
      booking: {uid: 'u1', status: 'ACCEPTED'},
      eventType: {id: 7},
      date: '2030-01-02T09:00:00Z',
      confirmed: false,
      organizer: {email: 'x'},
    };
    expect(decodeMessage(message('rescheduleBookingSuccessful', data), 'n')).toEqual({
      type: 'rescheduled',
      isOlder: true,
      booking: {
        uid: 'u1',
        start: '2030-01-02T09:00:00.000Z',
        eventTypeId: 7,
        status: 'pending',
        paymentRequired: false,
      },
    });
  });
});

test.each([
  ['null', null],
  ['text', 'CAL:n:linkReady'],
  ['a list', [message('linkReady')]],
  ['another sender', {...message('linkReady'), originator: 'OTHER'}],
  ['another namespace', {...message('linkReady'), namespace: 'm'}],
  ['an unknown type', message('constructor')],
  ['no type', {originator: 'CAL', namespace: 'n'}],
])('%s is no message', (_, data) => {
  expect(decodeMessage(data, 'n')).toBeUndefined();
});

function tell(...messages: EmbedMessage[]): EmbedMessage[] {
  let reported: Reported = [];
  return messages.filter(one => {
    const next = dedupe(reported, one);
    reported = next ?? reported;
    return next !== undefined;
  });
}

test('times are reported once for each time the page is loaded', () => {
  expect(tell({type: 'frame-ready'}, {type: 'slots-loaded'}, {type: 'slots-loaded'})).toHaveLength(2);
  expect(tell({type: 'slots-loaded'}, {type: 'frame-ready'}, {type: 'slots-loaded'})).toHaveLength(3);
});

describe('a booking is reported once', () => {
  const booked = (booking: {uid?: string; start?: string}): EmbedMessage => ({
    type: 'booked',
    booking: {...booking, paymentRequired: false},
  });

  test('when the older and the newer event come', () => {
    expect(tell(booked({uid: 'u1', start: 'a'}), booked({uid: 'u1', start: 'a'}))).toHaveLength(1);
  });

  test('when one of them has no uid', () => {
    expect(tell(booked({start: 'a'}), booked({uid: 'u1', start: 'a'}))).toHaveLength(1);
  });

  test('but two bookings are reported, also of the same time', () => {
    expect(tell(booked({uid: 'u1', start: 'a'}), booked({uid: 'u2', start: 'a'}), booked({start: 'b'}))).toHaveLength(
      3,
    );
  });

  test('and a new time of it is reported as well', () => {
    expect(tell(booked({uid: 'u1'}), {type: 'rescheduled', booking: {uid: 'u1', paymentRequired: false}})).toHaveLength(
      2,
    );
  });
});

describe('no text in a message takes longer to read than its length', () => {
  const length = 20_000;
  const booking = {
    uid: 'u1',
    title: 'Talk',
    startTime: '2030-01-02T10:00:00+01:00',
    endTime: '2030-01-02T10:30:00+01:00',
    eventTypeId: 1,
    status: 'PENDING',
    paymentUid: 'p',
  };
  const fields = {
    ...booking,
    code: '404',
    date: '2030-01-02T09:00:00Z',
    confirmed: false,
    booking,
    eventType: {id: 7},
    actionType: 'a',
    actionValue: 'b',
  };
  const kinds = [
    '__iframeReady',
    '__closeIframe',
    'linkReady',
    'linkFailed',
    'bookerReady',
    'availabilityLoaded',
    'bookingSuccessful',
    'bookingSuccessfulV2',
    'rescheduleBookingSuccessful',
    'rescheduleBookingSuccessfulV2',
    'bookingCancelled',
    'routed',
    'eventTypeSelected',
  ];

  test.each(kinds)('%s', kind => {
    const unit = unitMs(length);
    const timeOf = (data: unknown) => {
      const startedAt = performance.now();
      const read = decodeMessage(data, 'n');
      if (read) dedupe([], read);
      return performance.now() - startedAt;
    };
    const slow: string[] = [];
    for (const place of placesOf(message(kind, fields))) {
      for (const [name, text] of Object.entries(hostileTexts(length))) {
        const [data, calm] = [place.with(text), place.with(harmlessText(length))];
        const hostile = Math.min(timeOf(data), timeOf(data), timeOf(data));
        if (!isInStep({hostile, harmless: Math.max(timeOf(calm), timeOf(calm))}, Math.max(unit, 0.5)))
          slow.push(`${place.name}, ${name}: ${hostile.toFixed(1)} ms`);
      }
    }
    expect(slow).toEqual([]);
  });
});
