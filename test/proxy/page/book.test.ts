import {describe, expect, test} from 'vitest';
import {signCheckoutToken} from '../../../src/proxy/index.ts';
import {shop, tuesdayAt} from '../cal/system.ts';
import {attemptIn, follow, open, send, system} from './send-form.ts';

describe('booking', () => {
  test('the booking goes the way of every booking and leads to a page that shows it, however often that is loaded', async () => {
    const answer = await send({'metadata.orderId': 'A-1', 'answer.notes': 'one\r\ntwo', 'time-zone': 'Europe/Berlin'});
    expect(answer.status).toBe(303);
    const [call] = system.calls('POST', /bookings/);
    expect(call!.body).toMatchObject({
      eventTypeId: 1001,
      start: tuesdayAt('10:00'),
      attendee: {name: 'Ann Visitor', email: 'ann@visitors.example', timeZone: 'Europe/Berlin', language: 'en'},
      bookingFieldsResponses: {notes: 'one\ntwo'},
      metadata: {orderId: 'A-1'},
    });
    for (const _ of [1, 2]) {
      const page = await follow(answer);
      expect(page.text).toContain('You’re booked');
      expect(page.text).toContain('11:00 AM – 11:30 AM');
      expect(page.text).not.toContain('ann@visitors.example');
    }
    expect(system.calls('POST', /bookings/)).toHaveLength(1);
  });

  test('a form that is sent twice at once books once', async () => {
    await system.close();
    open({wait: ms => new Promise(resolve => setTimeout(resolve, ms))});
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({status}) => status)).toEqual([303, 303]);
    expect(system.calls('POST', /bookings/)).toHaveLength(1);
  });

  test('a page of an allowed origin gets its visitor back', async () => {
    const {status, headers} = await send({page: `${shop}/book`}, {origin: shop});
    expect(status).toBe(303);
    expect(headers.get('location')).toMatch(/^https:\/\/shop\.example\/book\?time-zone=UTC&booking=[\w.-]+$/);
  });

  test('answers that are wrong come back with their problems, and nothing is booked', async () => {
    const {status, text} = await send({'answer.email': 'nowhere', 'answer.name': '<Ann>'});
    expect(status).toBe(422);
    expect(text).toContain('value="&lt;Ann&gt;"');
    expect(text).toContain('<a href="#q1">Email</a>: Enter an email address');
    expect(text).toMatch(/id="q1"[^>]* aria-invalid="true" aria-describedby="q1-error"/);
    expect(system.calls('POST', /bookings/)).toEqual([]);
  });

  test('what Cal.com refuses is told at its field, too', async () => {
    const {status, text} = await send({'answer.email': 'blocked@example.com'});
    expect(status).toBe(403);
    expect(text).toContain('This email address cannot be used here.');
    expect(text).toContain('value="blocked@example.com"');
  });

  test('a time that was taken meanwhile is told, other times are buttons that keep the answers, under another name of the attempt', async () => {
    await send({attempt: 'attempt-of-another', 'answer.email': 'other@visitors.example'});
    const answer = await send();
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('10:00 AM was just taken.');
    expect(answer.text).toContain('<input type="hidden" name="answer.email" value="ann@visitors.example">');
    expect(answer.text).toContain(`name="slot" value="${tuesdayAt('10:30')}"`);
    expect(attemptIn(answer)).not.toBe('attempt-of-a-page');
  });

  test('after a lost answer the same form asks again and cannot book twice', async () => {
    let lost = false;
    system.intercept.upstream = async request => {
      if (lost || request.method !== 'POST')
        return request.method === 'GET' && request.url.includes('/v2/bookings') && lost
          ? new Response('', {status: 503})
          : undefined;
      lost = true;
      await system.cal.fetch(request.clone());
      return Response.error();
    };
    const answer = await send();
    expect(answer.status).toBe(504);
    expect(answer.text).toContain('you cannot be booked twice');
    expect(answer.text).toContain('See the state of your booking');
    expect(attemptIn(answer)).toBe('attempt-of-a-page');
    delete system.intercept.upstream;
    expect((await send()).status).toBe(303);
    expect(system.calls('POST', /bookings/)).toHaveLength(1);
  });

  test('other answers under the name of a booking that was made get a new name', async () => {
    await send();
    const answer = await send({'answer.name': 'Someone Else'});
    expect(answer.status).toBe(422);
    expect(attemptIn(answer)).not.toBe('attempt-of-a-page');
  });

  test('of a series all dates are shown, and as many are booked as were chosen, also after another time was chosen', async () => {
    const {text} = await system.get(`/form?cal-link=rick/weekly&slot=${tuesdayAt('10:00')}`);
    for (const date of ['November 24', 'December 1', 'December 8', 'December 15'])
      expect(text).toContain(`Tuesday, ${date}, 2026, 10:00 AM`);
    expect(text).toContain('>Book the series from Tue, Nov 24, 10:00 AM</button>');
    const pick = await send({'cal-link': 'rick/weekly', step: 'pick', count: '2'});
    expect(pick.text).toContain('<input type="hidden" name="count" value="2">');
    expect((await send({'cal-link': 'rick/weekly', count: '2'})).status).toBe(303);
    expect(system.calls('POST', /bookings/)[0]!.body).toMatchObject({recurrenceCount: 2});
  });

  test("the shop's checkout token goes with the form", async () => {
    await system.close();
    const secret = 'checkout-secret-of-the-test-suite-with-enough';
    open({checkoutKeys: `shop:${secret}`, requireCheckoutToken: true});
    expect((await send()).status).toBe(401);
    const token = await signCheckoutToken(
      `shop:${secret}`,
      {orderId: 'A-7', eventType: 'rick/30min'},
      () => system.clock.now,
    );
    expect((await send({'checkout-token': token})).status).toBe(303);
  });
});

describe('who may send the form', () => {
  test.each([
    ['its own page', {origin: 'http://proxy.test'}, 303],
    ['a page of the list', {origin: shop}, 303],
    ['what is no browser', {}, 303],
    ['its own page without a referrer', {origin: 'null', 'sec-fetch-site': 'same-origin'}, 303],
    [
      'its own page behind a reverse proxy',
      {origin: 'https://book.example.com', 'x-forwarded-host': 'book.example.com', 'x-forwarded-proto': 'https'},
      303,
    ],
    ['any other page', {origin: 'https://evil.example'}, 403],
    ['a page that hides its origin', {origin: 'null', 'sec-fetch-site': 'cross-site'}, 403],
  ])('%s: %j', async (_, headers, expected) => {
    const {status, headers: answered} = await send({}, headers);
    expect(status).toBe(expected);
    expect(answered.get('access-control-allow-origin')).toBeNull();
  });

  test('more than a form can hold is refused in words', async () => {
    const {status, text} = await send({'answer.notes': 'x'.repeat(550_000)});
    expect(status).toBe(413);
    expect(text).toContain('Your answers are too long.');
  });
});
