import {afterEach, beforeEach} from 'vitest';
import {openProxy, tuesdayAt, type Answer, type ProxySystem} from '../cal/system.ts';

/** Each test's proxy. */
export let system: ProxySystem;
/** Opens a proxy with other settings in the place of the test's. */
export const open = (overrides: Parameters<typeof openProxy>[0] = {}) => (system = openProxy(overrides));

beforeEach(() => void open());
afterEach(async () => system.close());

/** What a browser says of a form that the proxy's own page sends. */
export const own = {origin: 'http://proxy.test'};
/** A form that is filled in. */
export const filled = {
  'cal-link': 'rick/30min',
  slot: tuesdayAt('10:00'),
  step: 'book',
  attempt: 'attempt-of-a-page',
  'answer.name': 'Ann Visitor',
  'answer.email': 'ann@visitors.example',
};

/** Sends the form, as filled in but for `fields`. */
export const send = (
  fields: Record<string, string | undefined> = {},
  headers: Record<string, string> = own,
): Promise<Answer> => {
  const present = Object.entries({...filled, ...fields}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return system.request('/form', {method: 'POST', body: new URLSearchParams(present), headers});
};
/** Goes where an answer leads. */
export const follow = (answer: Answer) => system.get(`/${answer.headers.get('location')!.replace(/^.*?form/, 'form')}`);
/** The attempt that a page carries. */
export const attemptIn = ({text}: Answer) => /name="attempt" value="([^"]+)"/.exec(text)?.[1];
