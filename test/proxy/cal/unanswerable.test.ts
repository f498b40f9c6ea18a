import {afterEach, beforeEach, expect, test} from 'vitest';
import {eventTypes} from '../../../mocks/world/event-types.ts';
import {decodeEventTypes} from '../../../src/core/cal/event-type.ts';
import {guideBooking, openProxy, tuesdayAt, type ProxySystem} from './system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy({eventTypes: '*'})));
afterEach(() => system.close());

const bySlug = (slug: string) => `/v2/event-types?username=rick&eventSlug=${slug}`;
async function handOver(path: string) {
  const {text, json} = await system.get(path);
  expect(text, 'no name of what is hidden').not.toContain('internal-code');
  return decodeEventTypes(json)[0]!.handOver;
}
const book = (eventTypeId: number, more: object = {}) =>
  system.post('/v2/bookings', guideBooking({eventTypeId, ...more}));

/** Its answer to the key is the public one. */
function hideFromKey(): void {
  system.intercept.upstream = async ({url, headers}) => {
    if (!url.endsWith('/event-types/1019')) return undefined;
    const open = await system.cal.fetch(
      new Request(`http://cal.test${bySlug('hidden-question')}`, {
        headers: {'cal-api-version': headers.get('cal-api-version')!},
      }),
    );
    return Response.json({status: 'success', data: ((await open.json()) as {data: object[]}).data[0]});
  };
}

test('where the key shows that a required question is hidden, pages hand over before anybody fills in a form', async () => {
  expect(await handOver('/v2/event-types/1019')).toBe('question');
});

test('so they do by the cal-link, whose public answer leaves the question out, from the first visitor on', async () => {
  const [start, end] = [tuesdayAt('00:00'), tuesdayAt('23:00')];
  expect(await handOver(`${bySlug('hidden-question')}&include=slots&start=${start}&end=${end}`)).toBe('question');
  expect((await system.get('/form?cal-link=rick/hidden-question')).text).toContain(
    'This booking asks for something that only the booking page can take.',
  );
});

test('what the key shows is asked for once by all, and again while visitors go on with what is known', async () => {
  const looks = () => system.calls('GET', /event-types\/1019$/).length;
  await Promise.all(Array.from({length: 5}, () => handOver(bySlug('hidden-question'))));
  expect(looks()).toBe(1);
  for (let minute = 0; minute < 12; minute++) {
    await system.advance(60_000);
    expect(await handOver(bySlug('hidden-question'))).toBe('question');
  }
  expect(looks()).toBe(2);
});

test('a key that cannot be asked just now keeps nobody from an event type', async () => {
  system.intercept.upstream = ({url}) =>
    url.endsWith('/event-types/1019') ? new Response('', {status: 500}) : undefined;
  expect(await handOver(bySlug('hidden-question'))).toBeUndefined();
  delete system.intercept.upstream;
  await system.advance(61_000);
  expect(await handOver(bySlug('hidden-question'))).toBe('question');
});

test('where Cal.com shows it to no key, the first refusal does, and the next pages hand over for a quarter of an hour', async () => {
  hideFromKey();
  expect(await handOver(bySlug('hidden-question'))).toBeUndefined();
  const {status, json} = await system.post('/v2/bookings', guideBooking({eventTypeId: 1019}));
  expect({status, code: json.error.code, fields: json.error.details.fields}).toEqual({
    status: 400,
    code: 'invalid_answers',
    fields: {},
  });
  expect(await handOver(bySlug('hidden-question'))).toBe('question');
  const page = await system.get('/form?cal-link=rick/hidden-question');
  expect(page.text).toContain('This booking asks for something that only the booking page can take.');
  expect(page.text).toContain('href="http://cal.test/rick/hidden-question"');
  await system.advance(16 * 60_000);
  expect(await handOver(bySlug('hidden-question'))).toBeUndefined();
});

test('seats in a series are handed over from the first, which Cal.com books for nobody', async () => {
  expect(await handOver(bySlug('weekly-workshop'))).toBe('series');
  const page = await system.get('/form?cal-link=rick/weekly-workshop');
  expect(page.text).toContain('This event is booked on the booking page.');
  expect(page.text).toContain('href="http://cal.test/rick/weekly-workshop"');
});

const answers = {company: 'Acme', 'company-size': '1-10', terms: true};
const partySize = eventTypes.find(({id}) => id === 1007)!.fields!.find(({slug}) => slug === 'party-size')!;

test.each([
  ['a Cal.com that takes no numbers is known after one refusal', 'none', 3, 'question'],
  ['what is no number says nothing of Cal.com', 'number', 'three', undefined],
] as const)('%s', async (_name, numberAnswers, size, expected) => {
  partySize.required = true;
  Object.assign(system.cal.world.options, {numberAnswers});
  try {
    expect((await book(1007, {bookingFieldsResponses: {...answers, 'party-size': size}})).status).toBe(400);
    expect(await handOver(bySlug('questions'))).toBe(expected);
  } finally {
    partySize.required = false;
  }
});

test("an answer of the visitor's own that is missing changes nothing for others", async () => {
  expect((await book(1007)).json.error.code).toBe('invalid_answers');
  expect(await handOver(bySlug('questions'))).toBeUndefined();
});

test('a form without a script that is refused for it leads to the booking page, with the answers kept', async () => {
  hideFromKey();
  const fields = {
    'cal-link': 'rick/hidden-question',
    slot: tuesdayAt('10:00'),
    step: 'book',
    attempt: 'attempt-of-a-page',
    'answer.name': 'Ann Visitor',
    'answer.email': 'ann@visitors.example',
  };
  const {status, text} = await system.request('/form', {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: {origin: 'http://proxy.test'},
  });
  expect(status).toBe(400);
  expect(text).toContain('This booking asks for something that only the booking page can take.');
  expect(text).toContain(
    '<a class="button" href="http://cal.test/rick/hidden-question">Continue to the booking page</a>',
  );
});
