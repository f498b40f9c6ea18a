import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import '../../../src/define.ts';
import {createCal} from '../../../mocks/cal.ts';
import {places} from './every-input.ts';
import {rows} from './input-rows.ts';
import {fakeTransport} from '../inline/fake-transport.ts';
import {allowCalScripts} from '../../../src/embed/embed-js/script-bases.ts';
import {everyKind} from '../questions/event-types.ts';

/** Every attribute and property, by the attribute's name where it has one, with how to set it. */
const inputs = places.map(({tag, name, shown, isAttribute, attribute = name}) => ({
  tag,
  shown,
  name: isAttribute ? name : attribute,
  set: (element: Element, value: unknown) => {
    if (isAttribute) element.setAttribute(name, String(value));
    else Object.assign(element, {[name]: value});
  },
}));

const rowOf = (tag: string, name: string) => rows[`${tag} ${name}`] ?? rows[name];

const nobody = 'http://127.0.0.1:1';

/** What an element needs to be whole. */
const usual: Record<string, (element: HTMLElement) => void> = {
  'booking-form': element => {
    element.setAttribute('cal-link', 'rick/30min');
    element.setAttribute('time-zone', 'UTC');
  },
  'booking-inline': element =>
    Object.assign(element, {calLink: 'rick/30min', origin: nobody, loading: 'eager', transport: ready()}),
  'booking-popup': element =>
    Object.assign(element, {calLink: 'rick/30min', origin: nobody, open: true, loading: 'eager', transport: ready()}),
  'booking-slots': element => Object.assign(element, {day: '2026-11-30', slots: [{start: '2026-11-30T10:00:00.000Z'}]}),
  'booking-questions': element =>
    Object.assign(element, {
      eventType: {...everyKind, questions: everyKind.questions.filter(({type}) => type !== 'unknown')},
    }),
};

/** A booking page that is there at once. */
function ready() {
  const transport = fakeTransport();
  const mount = transport.mount.bind(transport);
  transport.mount = (container, options) => {
    queueMicrotask(() => options.onMessage({type: 'ready'}));
    return mount(container, options);
  };
  return transport;
}

// Whether a script may come from there is asked elsewhere.
allowCalScripts(nobody);

/**
 * What the console was told of one value; `warn.test.ts` has that the same sentence is told once for the whole page.
 */
const said = vi.hoisted(() => new Map<string, unknown>());

vi.mock('../../../src/embed/warn.ts', () => {
  const tell = (text: string, cause?: unknown) => void said.set(text, cause);
  return {warnOnce: tell, complainOnce: tell};
});

beforeEach(() => {
  said.clear();
  const cal = createCal({seed: 1, rateLimit: false});
  const own = window.fetch.bind(window);
  vi.spyOn(window, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const {origin} = new URL(request.url);
    if (origin === 'https://api.cal.com') return cal.fetch(request);
    if (origin === location.origin) return own(input, init);
    throw new TypeError('Failed to fetch');
  });
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true});
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  document.body.replaceChildren();
  sessionStorage.clear();
});

/** Lets everything come to rest that an element began. */
async function rest(element: HTMLElement) {
  await (element as {updateComplete?: Promise<unknown>}).updateComplete;
  await vi.waitFor(() => expect(element.matches(':state(loading)')).toBe(false), {timeout: 10_000, interval: 5});
  await vi.dynamicImportSettled();
}

test('every attribute and every property of every element has a row, and every row has one of them', () => {
  expect(new Set(inputs.map(({tag}) => tag)).size).toBe(8);
  expect(inputs.filter(({tag, name}) => !rowOf(tag, name)).map(({tag, name}) => `${tag} ${name}`)).toEqual([]);
  const used = new Set(inputs.map(({tag, name}) => (rows[`${tag} ${name}`] ? `${tag} ${name}` : name)));
  expect(Object.keys(rows).filter(name => !used.has(name))).toEqual([]);
});

describe.each([...new Set(inputs.map(({tag}) => tag))])('<%s>', tag => {
  test.each(inputs.filter(input => input.tag === tag))(
    '$shown: no value leaves it loading, and a mistake is told once',
    async ({name, shown, set}) => {
      const {wrong = [], odd = []} = rowOf(tag, name)!;
      const isAttribute = !shown.startsWith('.');
      /** An element that waits for its words tells of its language a second time, when it is gone. */
      const late = new Set<string>();
      const news = () => [...said.keys()].filter(text => !late.has(text));
      const mistakes = typeof wrong === 'function' ? wrong(tag) : wrong;
      const values = [...mistakes.map(value => ({value, most: 1})), ...odd.map(value => ({value, most: 0}))];
      for (const {value, most} of values.filter(({value}) => !isAttribute || typeof value === 'string')) {
        said.clear();
        const element = document.createElement(tag);
        usual[tag]?.(element);
        set(element, value);
        document.body.append(element);
        const what = `${shown}=${typeof value === 'object' ? JSON.stringify(value) : String(value).slice(0, 40)}`;
        await expect(rest(element), `${what} leaves it loading`).resolves.toBeUndefined();
        // An element that another one names may come late.
        if (name === 'for') await vi.advanceTimersByTimeAsync(6_000);
        if (most) await vi.waitFor(() => expect(news(), what).toHaveLength(1));
        expect(
          news().length,
          `${what}: ${[...said].map(([text, cause]) => `${text} ${cause instanceof Error ? (cause.stack ?? '') : ''}`).join('\n')}`,
        ).toBe(most);
        if (name === 'locale') for (const text of said.keys()) late.add(text);
        element.remove();
      }
    },
  );
});
