import {expect, test} from 'vitest';
import {canBecome, toEmbedConfig, type EmbedSettings} from '../../src/embed/config.ts';

const nothing: EmbedSettings = {prefill: {}, metadata: {}, config: {}};

test('answers become query parameters of the booking page', () => {
  const prefill = {
    name: 'Ada',
    email: 'ada@example.com',
    phone: '+4930123456',
    notes: 'Hello',
    newsletter: true,
    topics: ['a b', 'c'],
  };
  expect(toEmbedConfig({...nothing, prefill})).toEqual({
    name: 'Ada',
    email: 'ada@example.com',
    phone: '+4930123456',
    attendeePhoneNumber: '+4930123456',
    notes: 'Hello',
    newsletter: 'true',
    topics: ['a b', 'c'],
  });
});

test('guests are a list however they are written', () => {
  const config = toEmbedConfig({...nothing, prefill: {guests: 'a@example.com, b@example.com'}});
  expect(config).toEqual({guests: ['a@example.com', 'b@example.com']});
});

test('a place is sent as the JSON Cal.com reads', () => {
  expect(toEmbedConfig({...nothing, prefill: {location: 'phone'}})).toEqual({
    location: '{"value":"phone","optionValue":""}',
  });
  expect(toEmbedConfig({...nothing, config: {location: {value: 'attendeeInPerson', optionValue: 'Berlin'}}})).toEqual({
    location: '{"value":"attendeeInPerson","optionValue":"Berlin"}',
  });
});

test('metadata is flattened to strings', () => {
  const config = toEmbedConfig({
    ...nothing,
    config: {metadata: {source: 'old', campaign: 'x'}},
    metadata: {source: 'shop', order: 17, nested: {a: 1}},
  });
  expect(config).toEqual({'metadata[source]': 'shop', 'metadata[campaign]': 'x', 'metadata[order]': '17'});
});

test('what the element says wins over the raw config, and empty values are left out', () => {
  const config = {
    theme: 'dark',
    layout: 'week_view',
    name: 'Old',
    email: null,
    ref: undefined,
    count: 2,
    iframeAttrs: {id: 'frame', title: 'x'},
  };
  expect(
    toEmbedConfig({prefill: {name: 'Ada'}, metadata: {}, config, theme: 'light', timeZone: 'Europe/Berlin'}),
  ).toEqual({
    theme: 'light',
    layout: 'week_view',
    name: 'Ada',
    count: '2',
    iframeAttrs: {id: 'frame'},
    'cal.tz': 'Europe/Berlin',
  });
});

test('each call gives an object of its own, because embed.js writes into it', () => {
  expect(toEmbedConfig(nothing)).not.toBe(toEmbedConfig(nothing));
});

test('a shown page can be told something else, but nothing can be taken back', () => {
  expect(canBecome({theme: 'light'}, {theme: 'dark', layout: 'week_view'})).toBe(true);
  expect(canBecome({theme: 'light', layout: 'week_view'}, {theme: 'light'})).toBe(false);
  const colors = {light: {'cal-brand': 'red'}, dark: {'cal-brand': 'red'}};
  expect(
    canBecome({cssVarsPerTheme: colors}, {cssVarsPerTheme: {light: {'cal-bg': 'red'}, dark: {'cal-bg': 'red'}}}),
  ).toBe(false);
});

test('what a shown page is told is no part of its address', () => {
  const config = {hideEventTypeDetails: false, cssVarsPerTheme: {light: {}, dark: {}}, theme: 'dark'};
  expect(toEmbedConfig({...nothing, config})).toEqual({theme: 'dark'});
});

test('two halves of a name become the one Cal.com asks for, unless there is one', () => {
  expect(toEmbedConfig({...nothing, prefill: {firstName: 'Ada', lastName: 'Lovelace'}})).toMatchObject({
    name: 'Ada Lovelace',
  });
  expect(toEmbedConfig({...nothing, prefill: {name: 'Ada', firstName: 'Eve'}})).toMatchObject({name: 'Ada'});
});

test('the query of the page is passed on below all others, without what steers the embed or chooses a live session', () => {
  const forwarded =
    '?utm_source=letter&topic=a&topic=b&guest=eve@example.com&name=Nobody&month=2030-01&rescheduleUid=u1&embed=other' +
    '&prerender=true&metadata[booking_ref]=stolen&metadata[campaign]=x';
  expect(toEmbedConfig({...nothing, forwarded, prefill: {name: 'Ada'}})).toEqual({
    utm_source: 'letter',
    topic: ['a', 'b'],
    guests: ['eve@example.com'],
    name: 'Ada',
    'metadata[campaign]': 'x',
  });
});

test.each([
  ['?email=ada+shop@example.com', {email: 'ada+shop@example.com'}],
  ['?email=ada+shop%40example.com&name=Ada+Lovelace', {email: 'ada+shop@example.com', name: 'Ada Lovelace'}],
  ['?attendeePhoneNumber=+49 30 23125014&notes=a+%2B+b', {attendeePhoneNumber: '+49 30 23125014', notes: 'a + b'}],
  ['?attendeePhoneNumber=+4930%2023125014', {attendeePhoneNumber: '+4930 23125014'}],
  ['?guest=a+1@example.com&guest=b+2@example.com', {guests: ['a+1@example.com', 'b+2@example.com']}],
  ['?notes=write+to+ada@example.com+please', {notes: 'write to ada@example.com please'}],
  ['?notes=%E0%A4+x&email=+', {notes: '\uFFFD x', email: ' '}],
])('a plus in the query %s stays in addresses and numbers, and is a space elsewhere', (forwarded, parameters) => {
  expect(toEmbedConfig({...nothing, forwarded})).toEqual(parameters);
});

test("reserved names come from no part of the page, in no spelling; the session's own reference is written last", () => {
  const spellings = ['booking_ref', 'Booking_Ref', 'booking attempt', 'videoCallUrl'];
  const metadata = {order: '17', ...Object.fromEntries(spellings.map(name => [name, 'stolen']))};
  const parameters = Object.fromEntries(spellings.map(name => [`metadata[${name}]`, 'stolen']));
  const config = toEmbedConfig({
    prefill: {name: 'Ada', ...parameters},
    config: {...parameters, metadata},
    metadata,
    forwarded: `?${new URLSearchParams(parameters)}`,
    ref: 'own',
  });
  expect(config).toEqual({name: 'Ada', 'metadata[order]': '17', 'metadata[booking_ref]': 'own'});
});
