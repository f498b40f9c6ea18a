import {vi} from 'vitest';
import manifest from '../../../custom-elements.json';
import {createCal} from '../../../mocks/cal.ts';
import {everyKind} from '../questions/event-types.ts';

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
  config: text => ({
    name: text,
    theme: text,
    layout: text,
    'cal.tz': text,
    'ui.color-scheme': text,
    guests: [text],
    [text]: text,
  }),
  live: text => ({token: text, url: text, ref: text}),
  view: text => ({
    uid: text,
    state: 'accepted',
    title: text,
    start: '2026-11-30T10:00:00.000Z',
    end: text,
    joinUrl: text,
    location: text,
    cancelReason: text,
    steps: [{kind: text, at: text, text}],
    hosts: [{name: text, timeZone: text}],
  }),
  counts: text => new Map([[text, 1]]),
  slots: text => [{start: text, end: text}, {start: '2026-11-30T10:00:00.000Z'}],
  // What of these texts is drawn ends where answers are read: `longestShown` in core.
  eventType: text => ({
    ...everyKind,
    title: text.slice(0, 1_000),
    slug: text,
    lockedTimeZone: text,
    locations: [{type: text, integration: text, ask: text}],
    recurrence: {count: 2, interval: 1, frequency: text},
    questions: everyKind.questions.map(question => ({
      ...question,
      slug: question.slug + text,
      label: text.slice(0, 1_000),
      placeholder: text.slice(0, 1_000),
      options: [text.slice(0, 1_000)],
    })),
  }),
  // How long a browser takes to draw what somebody has typed is its own affair.
  answers: text => ({
    name: text.slice(0, 1_000),
    email: text.slice(0, 1_000),
    guests: [text.slice(0, 1_000)],
    company: text.slice(0, 1_000),
    nobody: text,
    [text]: text,
  }),
  problems: text => ({email: text, [text]: text}),
  prefilled: text => [text],
  phoneHints: text => ({country: text, timeZone: text, locale: text}),
  metadata: text => ({[text]: text}),
};

/** Properties that hold a text, a number or a switch, whose values are texts here. */
const plain =
  'at,weekStart,timeZone,locale,calLink,origin,api,proxy,theme,layout,loading,transport,for,name,token,day,month,selected,today,min,max'.split(
    ',',
  );

/** An attribute or a property that can be set. */
export interface Place {
  tag: string;
  name: string;
  /** How a test shows it: a property with a dot in front. */
  shown: string;
  isAttribute: boolean;
  /** Of a property: the attribute that sets it, if there is one. */
  attribute?: string | undefined;
}

export interface Input {
  tag: string;
  shown: string;
  set(element: Element, text: string): void;
}

const declarations = manifest.modules.flatMap(
  module =>
    module.declarations as {tagName?: string; attributes?: (Member & {fieldName?: string})[]; members?: Member[]}[],
);

/** Every attribute and every property that can be set, of every element, from the manifest. */
export const places: Place[] = declarations.flatMap(({tagName: tag, attributes = [], members = []}) => {
  if (tag === undefined) return [];
  const fields = members.filter(member => member.kind === 'field' && !member.readonly && !member.static);
  return [
    ...attributes.map(({name}) => ({tag, name, shown: name, isAttribute: true})),
    ...fields.map(({name, attribute}) => ({tag, name, shown: `.${name}`, isAttribute: false, attribute})),
  ];
});

/** Properties that no row makes a value for. */
export const missing = places
  .filter(
    ({name, isAttribute, attribute}) =>
      !isAttribute && !values[name] && attribute === undefined && !plain.includes(name),
  )
  .map(({tag, shown}) => `${tag} ${shown}`);

/** The same, each with how to give it a text. */
export const inputs: Input[] = places.map(({tag, name, shown, isAttribute}) => ({
  tag,
  shown,
  set: (element, text) => {
    if (isAttribute) element.setAttribute(name, text);
    else Object.assign(element, {[name]: values[name] ? values[name](text) : text});
  },
}));

/** Lets elements ask a stand-in for Cal.com, which gives the same answers again, and keeps the console quiet. */
export function askStandIn(hear: (url: string) => void = () => {}): void {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const cal = createCal({seed: 1, rateLimit: false});
  const answers = new Map<string, Promise<string>>();
  vi.spyOn(window, 'fetch').mockImplementation(async (input, init) => {
    hear(input instanceof Request ? input.url : String(input));
    const request = new Request(input, init);
    if (new URL(request.url).origin !== 'https://api.cal.com') throw new TypeError('Failed to fetch');
    if (!answers.has(request.url))
      answers.set(
        request.url,
        cal.fetch(request).then(answer => answer.text()),
      );
    return new Response(await answers.get(request.url));
  });
}

/** What an element needs to be whole. */
export const usual: Readonly<Record<string, object>> = {
  'booking-form': {calLink: 'rick/30min', timeZone: 'UTC'},
  'booking-inline': {calLink: 'rick/30min', origin: 'http://127.0.0.1:1', transport: 'frame'},
  'booking-popup': {
    calLink: 'rick/30min',
    origin: 'http://127.0.0.1:1',
    transport: 'frame',
    open: false,
    floating: true,
  },
  'booking-slots': {day: '2026-11-30', slots: [{start: '2026-11-30T10:00:00.000Z'}]},
  'booking-questions': {eventType: everyKind},
};
