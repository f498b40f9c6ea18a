import manifest from '../../custom-elements.json';
import {everyKind} from './questions/event-types.ts';

interface Member {
  name: string;
  attribute?: string;
  kind?: string;
  readonly?: boolean;
  static?: boolean;
}

/** Makes a value of a property from a text; without a row the text is the value. */
const values: Readonly<Record<string, (text: string) => unknown>> = {
  prefill: text => ({name: text, email: text, notes: text, guests: [text], location: text, [text]: text}),
  config: text => ({name: text, theme: text, layout: text, 'cal.tz': text, 'ui.color-scheme': text, guests: [text], [text]: text}),
  live: text => ({token: text, url: text, ref: text}),
  view: text => ({
    uid: text, state: 'accepted', title: text, start: '2026-11-30T10:00:00.000Z', end: text, joinUrl: text, location: text, cancelReason: text,
    steps: [{kind: text, at: text, text}], hosts: [{name: text, timeZone: text}],
  }),
  counts: text => new Map([[text, 1]]),
  slots: text => [{start: text, end: text}, {start: '2026-11-30T10:00:00.000Z'}],
  // What of these texts is drawn ends where answers are read: `longestShown` in core.
  eventType: text => ({
    ...everyKind, title: text.slice(0, 1_000), slug: text, lockedTimeZone: text, locations: [{type: text, integration: text, ask: text}], recurrence: {count: 2, interval: 1, frequency: text},
    questions: everyKind.questions.map(question => ({...question, slug: question.slug + text, label: text.slice(0, 1_000), placeholder: text.slice(0, 1_000), options: [text.slice(0, 1_000)]})),
  }),
  // How long a browser takes to draw what somebody has typed is its own affair.
  answers: text => ({name: text.slice(0, 1_000), email: text.slice(0, 1_000), guests: [text.slice(0, 1_000)], company: text.slice(0, 1_000), nobody: text, [text]: text}),
  problems: text => ({email: text, [text]: text}),
  prefilled: text => [text],
  phoneHints: text => ({country: text, timeZone: text, locale: text}),
  metadata: text => ({[text]: text}),
};

/** Properties that hold a text, a number or a switch, whose values are texts here. */
const plain = 'at,weekStart,timeZone,locale,calLink,origin,api,proxy,theme,layout,loading,transport,for,name,token,day,month,selected,today,min,max'.split(',');

export interface Input {
  tag: string;
  shown: string;
  set(element: Element, text: string): void;
}

const declarations = manifest.modules.flatMap(module => module.declarations as {tagName?: string; attributes?: (Member & {fieldName?: string})[]; members?: Member[]}[]);
/** Properties that no row makes a value for. */
export const missing: string[] = [];

/** Every attribute and every property that can be set, of every element, from the manifest. */
export const inputs: Input[] = declarations.flatMap(({tagName: tag, attributes = [], members = []}) => {
  if (tag === undefined) return [];
  const fields = members.filter(member => member.kind === 'field' && !member.readonly && !member.static);
  return [
    ...attributes.map(({name}) => ({tag, shown: name, set: (element: Element, text: string) => element.setAttribute(name, text)})),
    ...fields.map(({name, attribute}): Input => {
      const value = values[name];
      if (!value && attribute === undefined && !plain.includes(name)) missing.push(`${tag} .${name}`);
      return {tag, shown: `.${name}`, set: (element, text) => void Object.assign(element, {[name]: value ? value(text) : text})};
    }),
  ];
});

/** What an element needs to be whole. */
export const usual: Readonly<Record<string, object>> = {
  'booking-form': {calLink: 'rick/30min', timeZone: 'UTC'},
  'booking-inline': {calLink: 'rick/30min', origin: 'http://127.0.0.1:1', transport: 'frame'},
  'booking-popup': {calLink: 'rick/30min', origin: 'http://127.0.0.1:1', transport: 'frame', open: false, floating: true},
  'booking-slots': {day: '2026-11-30', slots: [{start: '2026-11-30T10:00:00.000Z'}]},
  'booking-questions': {eventType: everyKind},
};
