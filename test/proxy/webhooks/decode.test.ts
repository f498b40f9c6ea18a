import {describe, expect, test} from 'vitest';
import {decodeWebhook} from '../../../src/proxy/webhooks/decode.ts';
import {fixture, fixtures, payloadOf} from './fixtures.ts';

const receivedAt = '2026-10-01T12:00:00.000Z';
const decodeText = (text: string) => decodeWebhook(new TextEncoder().encode(text), receivedAt);
const decode = (value: unknown) => decodeText(JSON.stringify(value));
const decodeFixture = (id: string) => decodeWebhook(fixture(id).body, receivedAt);

test.each(fixtures.filter(({expect: {bookingUid}}) => bookingUid !== undefined))(
  'the booking of $id is found',
  ({body, triggerEvent, expect: expected}) => {
    const webhook = decodeWebhook(body, receivedAt);

    expect(webhook.trigger).toBe(triggerEvent);
    expect(webhook.uid ?? null).toBe(expected.bookingUid);
    expect(webhook.bookingId ?? null).toBe(expected.bookingId);
  },
);

/**
 * Where each of Cal.com's 28 triggers may name its booking: in the payload, anywhere (also in the body itself), or
 * nowhere.
 */
const places: Record<string, 'payload' | 'any' | 'none'> = {
  BOOKING_CREATED: 'payload',
  BOOKING_RESCHEDULED: 'payload',
  BOOKING_CANCELLED: 'payload',
  BOOKING_REQUESTED: 'payload',
  BOOKING_REJECTED: 'payload',
  BOOKING_PAID: 'payload',
  BOOKING_PAYMENT_INITIATED: 'payload',
  BOOKING_NO_SHOW_UPDATED: 'payload',
  BOOKING_LOCATION_UPDATED: 'payload',
  BOOKING_REASSIGNED: 'payload',
  MEETING_STARTED: 'any',
  MEETING_ENDED: 'any',
  RECORDING_READY: 'payload',
  RECORDING_TRANSCRIPTION_GENERATED: 'payload',
  INSTANT_MEETING: 'payload',
  INSTANT_MEETING_ACCEPTED: 'payload',
  OOO_CREATED: 'none',
  FORM_SUBMITTED: 'none',
  FORM_SUBMITTED_NO_EVENT: 'none',
  ROUTING_FORM_FALLBACK_HIT: 'none',
  AFTER_HOSTS_CAL_VIDEO_NO_SHOW: 'payload',
  AFTER_GUESTS_CAL_VIDEO_NO_SHOW: 'payload',
  DELEGATION_CREDENTIAL_ERROR: 'none',
  DELEGATION_CREDENTIAL_SECRET_ROTATED: 'none',
  DELEGATION_CREDENTIAL_SECRET_ROTATION_FAILED: 'none',
  DELEGATION_CREDENTIAL_ROTATION_REQUIRED: 'none',
  WRONG_ASSIGNMENT_REPORT: 'payload',
  CALENDAR_ENTRY_REJECTED: 'any',
};

describe('the booking is found wherever its uid stands', () => {
  const names = {
    'a uid': {uid: 'u1'},
    'a bookingUid': {bookingUid: 'u1'},
    'a booking with a uid': {booking: {uid: 'u1', id: 7}},
    'a booking with a bookingUid': {booking: {bookingUid: 'u1'}},
  };

  test('for every trigger there is', () => {
    const known = fixtures
      .map(({triggerEvent}) => triggerEvent)
      .filter(trigger => /^[A-Z_]{6,}$/.test(trigger) && trigger !== 'BOOKING_TELEPORTED');
    expect(Object.keys(places)).toHaveLength(28);
    expect([...new Set(known)].filter(trigger => !(trigger in places))).toEqual([]);
  });

  describe.each(Object.entries(places))('%s', (triggerEvent, place) => {
    test.each(Object.entries(names))('%s', (_name, named) => {
      const inPayload = decode({triggerEvent, createdAt: receivedAt, payload: named});
      const inRow = decode({triggerEvent, createdAt: receivedAt, ...named});

      expect(inPayload.uid).toBe(place === 'none' ? undefined : 'u1');
      if (place !== 'payload') expect(inRow.uid).toBe(place === 'any' ? 'u1' : undefined);
      else expect(inRow, 'not in Cal.com\u2019s own form').toEqual(decode(named));
    });
  });

  test('a calendar that refuses the booking puts it in doubt, so that Cal.com is asked', () => {
    const {patches, bookingId} = decode({
      triggerEvent: 'CALENDAR_ENTRY_REJECTED',
      createdAt: receivedAt,
      payload: {booking: {uid: 'u1', id: 7}},
    });
    expect([patches, bookingId]).toEqual([[{uid: 'u1', facts: {doubtedAt: receivedAt}}], 7]);
  });

  test('a report that a visitor was sent to the wrong host names the booking by its own member first', () => {
    expect(decode({triggerEvent: 'WRONG_ASSIGNMENT_REPORT', payload: {uid: 'report', booking: {uid: 'u1'}}}).uid).toBe(
      'u1',
    );
  });
});

describe('times', () => {
  test('are instants in UTC, however they were written', () => {
    const [{facts}] = decodeFixture('AWK_time_formats').patches as [{facts: object}, ...unknown[]];

    expect(facts).toMatchObject({
      acceptedAt: '2026-10-01T10:02:44.090Z',
      start: {at: '2026-10-01T10:02:44.090Z', value: '2026-10-07T12:30:00.000Z'},
      end: {value: '2026-10-07T13:00:00.000Z'},
    });
  });

  test('of a meeting that began are its scheduled ones, not the age of the booking', () => {
    expect(decodeFixture('MEETING_STARTED')).toMatchObject({
      createdAt: '2026-10-06T08:00:00.000Z',
      patches: [{facts: {startedAt: '2026-10-06T08:00:00.000Z'}}],
    });
    expect(decodeFixture('MEETING_ENDED')).toMatchObject({
      createdAt: '2026-10-06T08:30:00.000Z',
      patches: [{facts: {endedAt: '2026-10-06T08:30:00.000Z'}}],
    });
  });

  test('of details in a flat body are as old as the row they come from', () => {
    expect(decodeFixture('MEETING_STARTED').patches[0]!.facts.start?.at).toBe('2026-10-01T09:15:02.300Z');
  });

  test('that are missing or unreadable are the time of arrival', () => {
    expect(
      decode({triggerEvent: 'BOOKING_CREATED', payload: {uid: 'u1'}}),
      'known by its body, as its time is not its own',
    ).not.toHaveProperty('eventKey');
    expect(decode({triggerEvent: 'BOOKING_CREATED', payload: {uid: 'u1'}}).createdAt).toBe(receivedAt);
    expect(
      decode({
        triggerEvent: 'BOOKING_CREATED',
        createdAt: 'soon',
        payload: {uid: 'u1', startTime: 'later', endTime: 5, location: 'javascript:alert(1)'},
      }).patches,
    ).toEqual([{uid: 'u1', facts: {acceptedAt: receivedAt}}]);
  });
});

describe('shapes', () => {
  test('a meeting is understood with an envelope too', () => {
    const {triggerEvent, createdAt, ...payload} = JSON.parse(
      new TextDecoder().decode(fixture('MEETING_STARTED').body),
    ) as Record<string, unknown>;
    const webhook = decode({
      triggerEvent,
      createdAt: '2026-10-06T08:00:05.000Z',
      payload: {...payload, bookingId: payload['id']},
    });

    expect(createdAt).toBeDefined();
    expect(webhook).toMatchObject({
      uid: 'q7XnV2sJk9TfWb4LmRz8Ey',
      bookingId: 771001,
      createdAt: '2026-10-06T08:00:00.000Z',
    });
  });

  test('answers of a form are never taken for a booking, at the root or in the payload', () => {
    const root = decode({
      uid: 'u1',
      bookingId: 1,
      metadata: {booking_ref: 'r'},
      triggerEvent: 'FORM_SUBMITTED',
      createdAt: receivedAt,
      payload: {formId: 'f', uid: 'u1', bookingUid: 'u1'},
    });

    expect(root).toMatchObject({trigger: 'FORM_SUBMITTED', createdAt: receivedAt, patches: []});
    expect(root).not.toHaveProperty('uid');
    expect(root).not.toHaveProperty('ref');
  });

  test('only names of the object itself count', () => {
    const webhook = decodeText(
      '{"triggerEvent":"BOOKING_CREATED","payload":{"__proto__":{"uid":"evil"},"constructor":{"uid":"evil"},"metadata":{"__proto__":{"booking_ref":"evil"}}}}',
    );

    expect(webhook.patches).toEqual([]);
    expect(webhook).not.toHaveProperty('uid');
    expect(webhook).not.toHaveProperty('ref');
    expect(({} as Record<string, unknown>)['uid']).toBeUndefined();
    expect(decodeText('{"__proto__":{"triggerEvent":"BOOKING_CREATED","payload":{"uid":"evil"}}}')).toMatchObject({
      trigger: '',
      patches: [],
    });
  });

  test.each(['__proto__', 'constructor', 'toString', 'BOOKING_TELEPORTED'])(
    'an event called "%s" says nothing about its booking',
    trigger => {
      expect(decode({triggerEvent: trigger, payload: {uid: 'u1'}})).toMatchObject({
        trigger,
        createdAt: receivedAt,
        uid: 'u1',
        patches: [],
      });
    },
  );

  test.each([
    'false',
    'null',
    '{}',
    '[]',
    '5',
    '"x"',
    '[{"triggerEvent":"BOOKING_CREATED"}]',
    '{"triggerEvent":5,"payload":{"id":"u1"}}',
    '{"triggerEvent":"BOOKING_CREATED"}',
    '{"triggerEvent":"BOOKING_CREATED","payload":null}',
    '{"triggerEvent":"BOOKING_CREATED","payload":"x"}',
    '{"triggerEvent":"BOOKING_CREATED","payload":[{"uid":"u1"}]}',
    '{"triggerEvent":"WRONG_ASSIGNMENT_REPORT","payload":{"uid":"u1"}}',
    '{"triggerEvent":"MEETING_STARTED"}',
  ])('%s is some webhook without consequences', text => {
    expect(decodeText(text).patches).toEqual([]);
  });

  test('nesting without an end is no trouble', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

    expect(decodeText(`{"triggerEvent":"BOOKING_CREATED","payload":{"uid":"u1","responses":${deep}}}`).uid).toBe('u1');
  });

  test.each([
    ['spaces', 'a b'],
    ['a line break', 'a\nb'],
    ['markup', '<b>'],
    ['a path', '../x'],
    ['too many characters', 'a'.repeat(129)],
    ['nothing', ''],
  ])('a uid with %s is none', (_name, uid) => {
    expect(decode({triggerEvent: 'BOOKING_CREATED', payload: {uid}}).patches).toEqual([]);
  });

  test('a booking id is understood as digits too, and as nothing else', () => {
    expect(decode({triggerEvent: 'BOOKING_CREATED', payload: {uid: 'u1', bookingId: '771001'}}).bookingId).toBe(771001);
    expect(decode({triggerEvent: 'BOOKING_CREATED', payload: {uid: 'u1', bookingId: '1e3'}}).bookingId).toBeUndefined();
    expect(decode({triggerEvent: 'BOOKING_CREATED', payload: {uid: 'u1', bookingId: 1.5}}).bookingId).toBeUndefined();
  });
});

describe('the reference of a session', () => {
  test('is taken from the metadata of an event that says something about its booking', () => {
    const created = payloadOf('BOOKING_CREATED');
    created.payload['metadata'] = {booking_ref: 'the-ref'};

    expect(decode(created).ref).toBe('the-ref');
    expect(decode({...created, triggerEvent: 'RECORDING_READY'}).ref).toBeUndefined();
    expect(decode({...created, payload: {...created.payload, metadata: {booking_ref: {a: 1}}}}).ref).toBeUndefined();
    expect(decode({...created, payload: {...created.payload, metadata: null}}).ref).toBeUndefined();
  });
});
