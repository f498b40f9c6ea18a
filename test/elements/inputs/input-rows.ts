/** What is set on an element: by its attribute (texts), and by its property (anything). */
export interface Row {
  /** Values that are a mistake: one sentence in the console for each. */
  wrong?: unknown[] | ((tag: string) => unknown[]);
  /** Values that are odd, but no mistake. */
  odd?: unknown[];
}

const strange = [
  '',
  ' ',
  'null',
  '__proto__',
  '<b>',
  '\u0000',
  '🙂'.repeat(50),
  null,
  undefined,
  NaN,
  5,
  true,
  {},
  [],
  () => {},
];
const anyText: Row = {odd: strange};
const notObjects = {odd: ['', null, undefined], wrong: ['x', 7, true, [1]]};
const switchRow: Row = {odd: ['', 'false', 'x', null, undefined, 5]};
const zone: Row = {
  wrong: ['', 'Berlin', 'Etc/Unknown', '+01:00', 'x'.repeat(200), 5, {}],
  odd: [null, undefined, 'europe/berlin'],
};
// What is wrong with a text is told once, whoever has it.
const locale: Row = {
  wrong: tag => [`-${tag}`, `e-${tag}`, `en-US-u-hc-h12-u-hc-h23-${tag.slice(-3)}`, tag.repeat(20)],
  odd: ['', 'english', 'de_AT', 'en-US-u-hc-h12', 'tlh', 'en-x-y', null, undefined],
};
const chosen: Row = {wrong: ['nonsense', 'constructor', 5], odd: ['', null, undefined]};
const date: Row = {wrong: ['nonsense', '2026-13-01', '2026', 5, {}], odd: ['', null, undefined]};
const address: Row = {wrong: ['javascript:alert(1)', '//', 'ftp://a.example'], odd: ['', null, undefined]};
const object: Row = notObjects;

/** Every attribute by its own name, and every property that has none. `tag name` where elements differ. */
export const rows: Readonly<Record<string, Row>> = {
  'cal-link': {wrong: ['rick', 'rick/', '/', 'a/b/c/d', 'team/x', '%', 'x'.repeat(600), 'rick/nobody', 5], odd: []},
  'booking-inline cal-link': {wrong: ['', '/', '///', 'http://'], odd: ['rick', 'a/b/c/d']},
  'booking-popup cal-link': {wrong: ['', '/', '///', 'http://'], odd: ['rick', 'a/b/c/d']},
  'booking-status cal-link': anyText,
  origin: {odd: strange},
  'booking-inline origin': {wrong: ['nonsense', 'javascript:alert(1)', '//'], odd: ['', null]},
  'booking-popup origin': {wrong: ['nonsense', 'javascript:alert(1)', '//'], odd: ['', null]},
  api: address,
  'booking-status api': anyText,
  'booking-status proxy': anyText,
  'booking-inline api': anyText,
  'booking-popup api': anyText,
  proxy: address,
  // Without a proxy the booking page is shown all the same, with a warning.
  'booking-inline proxy': {odd: ['', null, undefined]},
  'booking-popup proxy': {odd: ['', null, undefined]},
  theme: chosen,
  layout: chosen,
  loading: chosen,
  transport: chosen,
  'button-position': chosen,
  locale: locale,
  'time-zone': zone,
  'hide-event-type-details': switchRow,
  'forward-query-params': switchRow,
  open: switchRow,
  floating: switchRow,
  'hide-button-icon': switchRow,
  'book-on-submit': switchRow,
  'value-only': switchRow,
  'no-history': switchRow,
  required: switchRow,
  busy: switchRow,
  formless: switchRow,
  submitless: switchRow,
  hour12: switchRow,
  locked: switchRow,
  compact: switchRow,
  metadata: {wrong: tag => [`x ${tag}`, `{ ${tag}`, `["${tag}"]`], odd: ['{}', null, undefined, {a: 'b'}]},
  prefill: {
    ...object,
    odd: [null, undefined, {name: 5, email: null, guests: {}, constructor: 'x', notes: () => {}}, Object.create(null)],
  },
  config: {...object, odd: [null, undefined, {theme: null, constructor: 1, 'cal.tz': null}]},
  live: {odd: [null, undefined, 5, 'x', {}]},
  'booking-status live': {wrong: ['x', 5, {}, {token: 'a'}], odd: [null, undefined, '']},
  view: {
    wrong: ['x', 5, {}, {state: 'accepted', steps: [], start: 'nonsense'}, {state: 'accepted', steps: 'x'}],
    odd: [null, undefined, {state: 'nonsense', steps: []}],
  },
  'event-type-id': {wrong: ['nonsense', '5', '0', '-1', '1e99', {}], odd: [null, undefined]},
  duration: {wrong: ['nonsense', '0', '-5', '1e9', '45', '0.5', {}], odd: ['', null, undefined]},
  'timeout-ms': {wrong: ['nonsense', '-5', '1e99', '0.5', '0', {}], odd: ['', null, undefined]},
  'reschedule-uid': anyText,
  'manage-token': anyText,
  'checkout-token': anyText,
  name: anyText,
  'button-text': anyText,
  'button-color': anyText,
  'button-text-color': anyText,
  'submit-label': anyText,
  for: {wrong: ['nobody', '#x', ' '], odd: ['', null, undefined]},
  'phone-country': {wrong: ['Germany', 'DEU', '49', 5], odd: ['', 'de', 'ZZ', null, undefined]},
  phoneHints: {
    wrong: ['x', 5, [], {country: 5}],
    odd: [null, undefined, {}, {country: 'ZZ', timeZone: 'nonsense', locale: ''}],
  },
  'booking-uid': anyText,
  'seat-uid': anyText,
  token: {wrong: ['x'], odd: ['', null, undefined]},
  month: date,
  day: date,
  selected: date,
  today: date,
  min: date,
  max: date,
  'week-start': {wrong: ['nonsense', '7', '-1', '1.5', {}], odd: ['', null, undefined]},
  'duration-minutes': {wrong: ['nonsense', '0', '-1', '1e99', {}], odd: ['', null, undefined]},
  at: {wrong: ['nonsense', '2026-11-30', 5, {}], odd: [null, undefined, '']},
  counts: {wrong: ['x', 5, {}, []], odd: [null, undefined]},
  slots: {wrong: ['x', 5, {}, [null], [{}], [{start: 'nonsense'}]], odd: [null, undefined, []]},
  eventType: {wrong: ['x', 5, {}, []], odd: [null, undefined]},
  answers: {...object, odd: [null, undefined, {name: {}, nobody: 5}]},
  problems: {...object, odd: [null, undefined, {nobody: 5}]},
  prefilled: {wrong: ['x', 5], odd: [null, undefined, [5, null]]},
};
