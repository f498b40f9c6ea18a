import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import '../../../src/define.ts';
import {badAddresses, isSafe} from '../../support/hostile/bad-addresses.ts';
import {askStandIn, inputs, usual} from './every-input.ts';

/** Where requests went. */
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  vi.spyOn(window, 'open').mockImplementation(() => null);
  askStandIn(url => void asked.push(url));
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

const names = [
  'href',
  'src',
  'action',
  'formaction',
  'srcset',
  'srcdoc',
  'poster',
  'data',
  'background',
  'xlink:href',
  'ping',
];

/** Every address that an element and what is in it lead to. */
function addressesOf(root: Element | ShadowRoot): string[] {
  const found: string[] = [];
  for (const element of [...(root instanceof Element ? [root] : []), ...root.querySelectorAll('*')]) {
    for (const name of names) if (element.hasAttribute(name)) found.push(element.getAttribute(name)!);
    if (element.shadowRoot) found.push(...addressesOf(element.shadowRoot));
  }
  return found;
}

async function settle(element: Element): Promise<void> {
  await (element as {updateComplete?: Promise<unknown>}).updateComplete;
  await new Promise<void>(resolve => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
  await (element as {updateComplete?: Promise<unknown>}).updateComplete;
}

test.each([...new Set(inputs.map(({tag}) => tag))])(
  'no attribute and no property of <%s> makes it lead to a bad address',
  async tag => {
    const bad: string[] = [];
    for (const {shown, set} of inputs.filter(each => each.tag === tag)) {
      const element = document.createElement(tag);
      Object.assign(element, usual[tag], tag === 'booking-popup' ? {open: true, loading: 'eager'} : {loading: 'eager'});
      document.body.append(element);
      await settle(element);
      for (const address of badAddresses) {
        set(element, address);
        await settle(element);
        // What shows a page beside the element is in the body and the head.
        const written = [document.body, document.head].flatMap(addressesOf);
        for (const each of [...written, ...asked]) {
          if (!isSafe(each, document.baseURI))
            bad.push(`${shown}=${JSON.stringify(address.slice(0, 60))}: ${each.slice(0, 80)}`);
        }
        asked = [];
      }
      element.remove();
    }
    expect([...new Set(bad)]).toEqual([]);
  },
);

test('the addresses that are looked at are those of a page', async () => {
  const form = document.createElement('booking-inline');
  Object.assign(form, usual['booking-inline'], {loading: 'eager'});
  document.body.append(form);
  await expect.poll(() => addressesOf(form)).toContainEqual(expect.stringContaining('http://127.0.0.1:1/rick/30min'));
});
