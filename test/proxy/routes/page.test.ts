import {createHash} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {signCheckoutToken} from '../../../src/proxy/index.ts';
import {openProxy, settings, shop, tuesdayAt, type Answer, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
const open = (overrides: Parameters<typeof openProxy>[0] = {}) => (system = openProxy(overrides));

beforeEach(() => void open());
afterEach(async () => system.close());

const own = {origin: 'http://proxy.test'};
const filled = {
  'cal-link': 'rick/30min',
  slot: tuesdayAt('10:00'),
  step: 'book',
  attempt: 'attempt-of-a-page',
  'answer.name': 'Ann Visitor',
  'answer.email': 'ann@visitors.example',
};

const send = (
  fields: Record<string, string | undefined> = {},
  headers: Record<string, string> = own,
): Promise<Answer> => {
  const present = Object.entries({...filled, ...fields}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return system.request('/form', {method: 'POST', body: new URLSearchParams(present), headers});
};
const follow = (answer: Answer) => system.get(`/${answer.headers.get('location')!.replace(/^.*?form/, 'form')}`);
const attemptIn = ({text}: Answer) => /name="attempt" value="([^"]+)"/.exec(text)?.[1];

describe('showing', () => {
  test('the page of an event type has real times, allows no script and no frame, and is kept by nobody', async () => {
    const {status, text, headers} = await system.get('/form?cal-link=rick/30min');
    expect(status).toBe(200);
    expect(text).toContain(`slot=${tuesdayAt('09:00')}"`);
    expect(text).not.toContain('<script');
    const style = /<style>(.*?)<\/style>/s.exec(text)![1]!;
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test("visitors of the same minute cost one question to Cal.com each for the event type, its times and the host's zone", async () => {
    await Promise.all([1, 2, 3].map(() => system.get('/form?cal-link=rick/30min')));
    await system.get('/form?cal-link=rick/30min&day=2026-11-25');
    expect(system.sent.map(({url}) => url.pathname).sort()).toEqual([
      '/v2/event-types',
      '/v2/event-types/1001',
      '/v2/me',
      '/v2/slots',
    ]);
  });

  test.each([
    ['cal-link=rick/30min', 'made through the API, with keys of translations'],
    ['event-type-id=1002', 'without labels'],
    ['cal-link=rick/approval', 'with empty labels'],
  ])('the questions of %s (%s) have words that people can read', async link => {
    const {text} = await system.get(`/form?${link}&slot=${tuesdayAt('09:00')}&duration=30`);
    const labels = [...text.matchAll(/<label part="label" for="[^"]*">\s*(?:<[^>]+>\s*)*([^<]+)/g)].map(([, words]) =>
      words!.trim(),
    );
    expect(labels).toEqual(expect.arrayContaining(['Your name', 'Email', 'Notes']));
    expect(text.replace(/<style>.*?<\/style>/s, '')).not.toMatch(/>\s*[a-z]+_[a-z_]+\s*<|placeholder="[a-z]+_[a-z_]+"/);
  });

  test('the page speaks the language that is asked for', async () => {
    const {text} = await system.get('/form?cal-link=rick/30min&locale=de-AT');
    expect(text).toContain('<html lang="de-AT" dir="ltr"');
    expect(text).toMatch(/Nächster Monat, Dezember 2026/);
    expect(text).toMatch(/November 2026, \d+ Termine frei/);
  });

  test('what nobody can use in an address counts as not said', async () => {
    const {status, text} = await system.get(
      '/form?cal-link=rick/30min&day=2026-13-45&duration=-1&time-zone=Nowhere/Else&theme=%22%3E&slot=now&attempt=%22',
    );
    expect(status).toBe(200);
    expect(text).toContain('November 2026');
  });

  test('a time that is not free any more is told, with the next free ones', async () => {
    const {status, text} = await system.get(`/form?cal-link=rick/30min&slot=${tuesdayAt('03:00')}`);
    expect(status).toBe(409);
    expect(text).toContain('3:00 AM was just taken.');
    expect(text).toContain(`slot=${tuesdayAt('09:00')}"`);
  });

  test.each([
    ['/form', 400, 'Booking is not available here'],
    ['/form?cal-link=rick/15min', 403, 'Booking is not available here'],
    ['/form?event-type-id=99999', 403, 'Booking is not available here'],
  ])('%s is refused in words', async (path, expected, words) => {
    const {status, text, headers} = await system.get(path);
    expect(status).toBe(expected);
    expect(headers.get('content-type')).toContain('text/html');
    expect(text).toContain(words);
  });

  test('while Cal.com is down the page says so and offers another try', async () => {
    system.intercept.upstream = () => new Response('down', {status: 503});
    const {status, text} = await system.get('/form?cal-link=rick/30min');
    expect(status).toBe(502);
    expect(text).toContain('does not answer right now');
    expect(text).toContain('href="form?cal-link=rick/30min"');
  });

  test('where the host locks the zone nobody can choose another, and the booking is in it', async () => {
    await system.close();
    open({eventTypes: 'rick/new-york'});
    const {text} = await system.get('/form?cal-link=rick/new-york&time-zone=Asia/Tokyo');
    expect(text).not.toContain('<select name="time-zone"');
    expect(text).not.toContain('Tokyo');
    const slot = /slot=([^"&]+)"/.exec(text)![1]!;
    expect((await send({'cal-link': 'rick/new-york', slot, 'time-zone': 'Asia/Tokyo'})).status).toBe(303);
    expect(system.calls('POST', /bookings/)[0]!.body).toMatchObject({
      attendee: {timeZone: expect.not.stringMatching('Tokyo')},
    });
  });

  test('a paid event type leads to its booking page', async () => {
    const {text} = await system.get('/form?cal-link=rick/paid');
    expect(text).toContain('pay on the next page');
    expect(text).not.toContain('<form');
  });

  test.each([
    ['de-AT,de;q=0.9,en;q=0.5', '<html lang="de-AT" dir="ltr">', 'Nächster Monat, Dezember 2026'],
    ['xx,ar;q=0.8', '<html lang="ar" dir="rtl">', 'ديسمبر'],
    ['xx', '<html lang="en" dir="ltr">', 'Next month, December 2026'],
  ])('a visitor who reads %s is shown words in that language', async (language, root, words) => {
    const {text} = await system.get('/form?cal-link=rick/30min', {'accept-language': language});
    expect(text).toContain(root);
    expect(text).toContain(words);
  });

  test('as a part of a page it is the element with the form in its shadow root, and leads back to that page', async () => {
    const {text} = await system.get(`/form?cal-link=rick/30min&fragment&page=${shop}/book?item=4`);
    expect(text).toMatch(/^<booking-form cal-link="rick\/30min" proxy="http:\/\/proxy\.test"/);
    expect(text).toContain(`href="${shop}/book?item=4&amp;slot=${tuesdayAt('09:00')}"`);
    const details = await system.get(`/form?cal-link=rick/30min&fragment&page=${shop}/book&slot=${tuesdayAt('09:00')}`);
    expect(details.text).toContain('action="http://proxy.test/form"');
  });

  test('what cannot be shown as a part of a page is the bare element, and its status says so', async () => {
    system.intercept.upstream = () => new Response('down', {status: 503});
    const {status, text} = await system.get('/form?cal-link=rick/30min&fragment&locale=de');
    expect(status).toBe(502);
    expect(text).toBe(
      '<booking-form cal-link="rick/30min" proxy="http://proxy.test" locale="de" lang="de"></booking-form>',
    );
  });

  test('nobody is led to a page of an origin that may not book', async () => {
    expect((await system.get('/form?cal-link=rick/30min&page=https://evil.example/')).status).toBe(403);
    expect((await send({page: 'https://evil.example/'})).status).toBe(403);
    expect(system.calls('POST', /bookings/)).toEqual([]);
  });
});

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

describe('the page of a booking', () => {
  test('goes on with a newer token when the one in its address is over, and ends after a day', async () => {
    const answer = await send();
    await system.advance(20 * 60_000);
    const moved = await follow(answer);
    expect(moved.status).toBe(303);
    expect((await follow(moved)).text).toContain('You’re booked');
    await system.advance(25 * 60 * 60_000);
    const closed = await follow(answer);
    expect(closed.status).toBe(401);
    expect(closed.text).toContain('Look in your email for your booking.');
  });

  test('a made up token opens nothing', async () => {
    const {status, text} = await system.get('/form?cal-link=rick/30min&booking=made.up.token');
    expect(status).toBe(401);
    expect(text).toContain('Look in your email');
  });
});

test('below another path its links and its redirect stay there', async () => {
  await system.close();
  open({...settings, basePath: '/booking'});
  const page = await system.get('/booking/form?cal-link=rick/30min');
  expect(page.text).toContain('href="form?cal-link=rick/30min');
  const answer = await system.request('/booking/form', {
    method: 'POST',
    body: new URLSearchParams(filled),
    headers: own,
  });
  expect(answer.headers.get('location')).toMatch(/^form\?/);
});

test('a page of a foreign name that leads to the proxy books nothing where the public address is known', async () => {
  await system.close();
  open({publicUrl: 'https://book.example.com'});
  const rebound = {host: 'evil.example', origin: 'http://proxy.test', 'sec-fetch-site': 'same-origin'};
  expect((await send({}, rebound)).status).toBe(403);
  expect(system.calls('POST', /bookings/)).toEqual([]);
  expect((await send({}, {origin: 'https://book.example.com', 'sec-fetch-site': 'same-origin'})).status).toBe(303);
});
