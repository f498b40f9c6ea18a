import {expect, test} from 'vitest';
import {createClient} from '../../src/client/client.ts';
import {fakeFetch, success} from './fake-fetch.ts';
import {attemptId, bookingJson, eventType, request} from './samples.ts';

const proxy = 'https://book.example.com';
const later = '2030-01-09T10:00:00.000Z';

test("the proxy's answer opens the booking for changes", async () => {
  const {fetch} = fakeFetch(
    success(bookingJson, {manage: {token: 'opens-it', url: 'https://shop.example/manage'}}, 201),
  );

  const {manageToken} = await createClient({proxy, fetch}).book(request, {attemptId});

  expect(manageToken).toBe('opens-it');
});

test('changes through the proxy carry the token, Cal.com itself never gets it', async () => {
  const options = {manageToken: 'opens-it', reason: 'Ill'};
  const viaProxy = fakeFetch(success(bookingJson));
  const client = createClient({proxy, fetch: viaProxy.fetch});
  await client.cancel('b1', options);
  await client.reschedule('b1', later, options);
  await client.loadBooking('b1', options);
  const direct = fakeFetch(success(bookingJson));
  await createClient({fetch: direct.fetch}).cancel('b1', options);

  expect(viaProxy.sent.map(({headers}) => headers['booking-manage-token'])).toEqual([
    'opens-it',
    'opens-it',
    'opens-it',
  ]);
  expect(direct.sent[0]!.headers).not.toHaveProperty('booking-manage-token');
  expect(direct.sent[0]!.body).toEqual({cancellationReason: 'Ill'});
});

const numbers = {
  ...request,
  eventType: {
    ...eventType,
    questions: [...eventType.questions, {slug: 'party', type: 'number' as const, required: true}],
  },
  answers: {...request.answers, party: '4'},
};
const refusal = (message: string) =>
  Response.json({status: 'error', error: {code: 'BAD_REQUEST', message}}, {status: 400});

test('a release that wants numbers as texts gets them once more as texts', async () => {
  const {fetch, sent} = fakeFetch(refusal('responses - {party}Invalid string, '), success(bookingJson, {}, 201));

  await createClient({fetch}).book(numbers, {attemptId});

  expect(sent.map(({body}) => (body as {bookingFieldsResponses: object}).bookingFieldsResponses)).toEqual([
    {party: 4},
    {party: '4'},
  ]);
});

test('a refusal of something else is not tried again, and the proxy does its own trying', async () => {
  const other = fakeFetch(refusal('responses - {email}email_validation_error, '));
  await expect(createClient({fetch: other.fetch}).book(numbers, {attemptId})).rejects.toMatchObject({
    code: 'invalid_answers',
  });
  const viaProxy = fakeFetch(refusal('responses - {party}Invalid string, '));
  await expect(createClient({proxy, fetch: viaProxy.fetch}).book(numbers, {attemptId})).rejects.toMatchObject({
    code: 'invalid_answers',
  });

  expect([other.sent.length, viaProxy.sent.length]).toEqual([1, 1]);
});

test("a code is sent in the visitor's language", async () => {
  const {fetch, sent} = fakeFetch(success({sent: true}));

  await createClient({fetch}).sendCode('ada@example.com', {locale: 'de-AT', eventTypeId: 7});

  expect(sent[0]).toMatchObject({method: 'POST', body: {email: 'ada@example.com', language: 'de'}});
  expect(sent[0]!.url.pathname).toBe('/v2/atoms/verification/email/send-code');
});

test.each([{}, {proxy}])('a code that was not sent is not told as sent: %o', async address => {
  const {fetch} = fakeFetch(success({sent: false}));

  await expect(createClient({...address, fetch}).sendCode('ada@example.com', {eventTypeId: 7})).rejects.toMatchObject({
    code: 'upstream_version',
  });
});

test('through the proxy it is sent with the event type it is for', async () => {
  const {fetch, sent} = fakeFetch(success({sent: true}));

  await createClient({proxy, fetch}).sendCode('ada@example.com', {locale: 'de-AT', eventTypeId: 7});

  expect(sent[0]).toMatchObject({method: 'POST', body: {email: 'ada@example.com', language: 'de', eventTypeId: 7}});
});
