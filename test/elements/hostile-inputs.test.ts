import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import manifest from '../../custom-elements.json';
import '../../src/define.ts';
import {createCal} from '../../mocks/cal.ts';
import {harmlessText, hostileTexts} from '../support/hostile-texts.ts';
import {everyKind} from './questions/event-types.ts';

const length = 20_000;
/** How many times as long as with harmless text; where work grows with a square it is hundreds of times. */
const mostTimes = 40;
/** What a busy machine may need for anything, in milliseconds; a square of the length takes half a second. */
const noise = 4;

/** Without what only a server takes in: its headers and Cal.com's errors. */
const texts = Object.entries(hostileTexts(length)).filter(([name]) => !/bearer|of a token|numbers of|(colons|brackets) of an address|of an error/.test(name));

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
  metadata: text => ({[text]: text}),
};

/** Properties that hold a text, a number or a switch, whose values are texts here. */
const plain = 'at,weekStart,timeZone,locale,calLink,origin,api,proxy,theme,layout,loading,transport,for,name,token,day,month,selected,today,min,max'.split(',');

interface Input {
  tag: string;
  shown: string;
  set(element: Element, text: string): void;
}

const declarations = manifest.modules.flatMap(module => module.declarations as {tagName?: string; attributes?: (Member & {fieldName?: string})[]; members?: Member[]}[]);
const missing: string[] = [];

const inputs: Input[] = declarations.flatMap(({tagName: tag, attributes = [], members = []}) => {
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

const usual: Readonly<Record<string, object>> = {
  'booking-form': {calLink: 'rick/30min', timeZone: 'UTC'},
  'booking-inline': {calLink: 'rick/30min', origin: 'http://127.0.0.1:1', transport: 'frame'},
  'booking-popup': {calLink: 'rick/30min', origin: 'http://127.0.0.1:1', transport: 'frame', open: false, floating: true},
  'booking-slots': {day: '2026-11-30', slots: [{start: '2026-11-30T10:00:00.000Z'}]},
  'booking-questions': {eventType: everyKind},
};

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const cal = createCal({seed: 1, rateLimit: false});
  const answers = new Map<string, Promise<string>>();
  vi.spyOn(window, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== 'https://api.cal.com') throw new TypeError('Failed to fetch');
    if (!answers.has(request.url)) answers.set(request.url, cal.fetch(request).then(answer => answer.text()));
    return new Response(await answers.get(request.url));
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

/** Lets all tasks run that stand in line. */
const turn = () => new Promise<void>(resolve => {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
});

async function open(tag: string): Promise<Element & {updateComplete?: Promise<unknown>}> {
  const element = document.createElement(tag);
  Object.assign(element, usual[tag]);
  document.body.append(element);
  await vi.waitFor(() => expect(element.matches(':state(loading)')).toBe(false), {timeout: 10_000, interval: 5});
  return element;
}

/** Milliseconds that the page is busy with a text. */
async function timeOf({tag, set}: Input, element: Awaited<ReturnType<typeof open>>, text: string): Promise<number> {
  const startedAt = performance.now();
  set(element, text);
  await element.updateComplete;
  await turn();
  await element.updateComplete;
  // What is drawn counts too.
  element.getBoundingClientRect();
  const ms = performance.now() - startedAt;
  // What comes later of it does not count for the next.
  await turn();
  if (!element.isConnected) throw new Error(`<${tag}> is gone.`);
  return ms;
}

const least = (times: number[]) => Math.min(...times);

test('every property of every element has a row that makes a value from a text', () => {
  expect(missing).toEqual([]);
  expect(new Set(inputs.map(({tag}) => tag)).size).toBe(8);
});

test.each([...new Set(inputs.map(({tag}) => tag))])('no text takes <%s> longer than its length', async tag => {
  const harmless = harmlessText(length);
  const slow: string[] = [];
  for (const input of inputs.filter(each => each.tag === tag)) {
    const element = await open(tag);
    const calm = Math.max(noise, least([await timeOf(input, element, harmless), await timeOf(input, element, `${harmless}a`)]));
    for (const [name, text] of texts) {
      const times = [await timeOf(input, element, text)];
      for (let again = 0; again < 3 && least(times) > mostTimes * calm; again++) {
        await timeOf(input, element, harmless);
        times.push(await timeOf(input, element, text));
      }
      if (least(times) > mostTimes * calm) slow.push(`${input.shown}: ${name} ${least(times).toFixed(0)} ms beside ${calm.toFixed(1)} ms`);
    }
    element.remove();
  }
  expect(slow).toEqual([]);
});
