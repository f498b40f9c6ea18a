import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {settings, shop, tuesdayAt} from '../cal/system.ts';
import {filled, follow, open, own, send, system} from '../page/send-form.ts';

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
