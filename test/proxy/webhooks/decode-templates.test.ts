import {describe, expect, test} from 'vitest';
import {decodeWebhook} from '../../../src/proxy/webhooks/decode.ts';

const receivedAt = '2026-10-01T12:00:00.000Z';
const decodeText = (text: string) => decodeWebhook(new TextEncoder().encode(text), receivedAt);
const decode = (value: unknown) => decodeText(JSON.stringify(value));

describe('a body that Cal.com did not write itself', () => {
  const doubt = [{uid: 'u1', facts: {doubtedAt: receivedAt}}];

  test.each([
    ['a template of names and values', {uid: 'u1', status: 'ACCEPTED'}],
    ['Zapier\u2019s', {bookingUid: 'u1', title: 'Call', startTime: receivedAt}],
    ['one with a payload and no trigger', {payload: {uid: 'u1'}}],
    ['a trigger that is no text', {triggerEvent: 5, payload: {uid: 'u1'}}],
    [
      'a template into which a visitor wrote a payload',
      {triggerEvent: 'BOOKING_CREATED', name: 'x', payload: {uid: 'u1', metadata: {booking_ref: 'r'}}},
    ],
    [
      'a template of names after Cal.com\u2019s own two',
      {triggerEvent: 'BOOKING_CREATED', createdAt: receivedAt, uid: 'u1', title: 'Call'},
    ],
    ['one of a trigger that nobody knows', {triggerEvent: 'new booking', uid: 'u1'}],
    [
      'one that begins with the payload',
      {payload: {uid: 'u1', status: 'ACCEPTED'}, triggerEvent: 'BOOKING_CANCELLED', createdAt: receivedAt},
    ],
    [
      'one whose payload is a text',
      {triggerEvent: 'BOOKING_RESCHEDULED', createdAt: receivedAt, payload: 'Call', bookingUid: 'u1'},
    ],
    ['one whose payload is a list', {triggerEvent: 'BOOKING_PAID', payload: [{uid: 'u2'}], uid: 'u1'}],
    [
      'one whose payload names no booking',
      {triggerEvent: 'BOOKING_REJECTED', createdAt: receivedAt, payload: {title: 'Call'}, uid: 'u1'},
    ],
    [
      'a template that begins with what a visitor wrote',
      {name: 'x', triggerEvent: 'BOOKING_CANCELLED', createdAt: receivedAt, payload: {uid: 'u1'}},
    ],
  ])('is not believed, but Cal.com is to be asked about its booking: %s', (_name, body) => {
    expect(decode(body)).toEqual({trigger: '', createdAt: receivedAt, uid: 'u1', patches: doubt});
  });

  test.each([
    ['other names', {triggerEvent: 'BOOKING_CREATED', createdAt: receivedAt, payload: {reservation: 'u1'}}],
    [
      'a number that only Cal.com\u2019s database knows',
      {triggerEvent: 'BOOKING_CANCELLED', createdAt: receivedAt, bookingId: '771001'},
    ],
    ['variables that its trigger does not have', {triggerEvent: 'BOOKING_CREATED', uid: '', payload: {uid: ''}}],
    ['an object written as a text', {triggerEvent: 'BOOKING_NO_SHOW_UPDATED', payload: '[object Object]'}],
  ])('is told as such when nothing in it names a booking: %s', (_name, body) => {
    expect(decode(body)).toEqual({trigger: '', createdAt: receivedAt, patches: []});
  });

  test('may have members after the payload that nobody knows yet', () => {
    expect(
      decode({triggerEvent: 'BOOKING_CREATED', createdAt: receivedAt, payload: {uid: 'u1'}, attempt: 2}).patches,
    ).toEqual([{uid: 'u1', facts: {acceptedAt: receivedAt}}]);
  });

  test('can be a form; JSON that is called one is JSON', () => {
    const form = (text: string) => decodeWebhook(new TextEncoder().encode(text), receivedAt, {isForm: true});

    expect(form('uid=u1&name=Bob &amp; Ann')).toEqual({trigger: '', createdAt: receivedAt, uid: 'u1', patches: doubt});
    expect(form('triggerEvent=BOOKING_CANCELLED&uid=u1')).toEqual({
      trigger: '',
      createdAt: receivedAt,
      uid: 'u1',
      patches: doubt,
    });
    expect(form('triggerEvent=BOOKING_CREATED&payload={"uid":"u2"}&uid=u1').patches).toEqual(doubt);
    expect(form('{"triggerEvent":"BOOKING_REQUESTED","payload":{"uid":"u1"}}').patches).toEqual([
      {uid: 'u1', facts: {requestedAt: receivedAt}},
    ]);
    expect(form('').patches).toEqual([]);
  });
});

describe('what is no JSON in UTF-8 is refused', () => {
  test.each([
    ['an empty body', ''],
    ['a form', 'uid=q7XnV2sJk9TfWb4LmRz8Ey'],
    ['half a body', '{"triggerEvent":"BOOK'],
  ])('%s', (_name, text) => {
    expect(() => decodeText(text)).toThrow(expect.objectContaining({code: 'bad_json', status: 400}));
  });

  test('bytes that are no UTF-8', () => {
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode('{"triggerEvent":"'),
      0xff,
      ...new TextEncoder().encode('"}'),
    ]);

    expect(() => decodeWebhook(bytes, receivedAt)).toThrow(expect.objectContaining({code: 'bad_json'}));
  });
});
