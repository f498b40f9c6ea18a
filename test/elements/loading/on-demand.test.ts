import {afterEach, expect, test, vi} from 'vitest';
import {loadOnDemand} from '../../../src/elements/loading/on-demand.ts';

afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const add = (markup: string) => document.body.insertAdjacentHTML('beforeend', markup);

test('only what the page has is loaded, once', () => {
  add('<div><x-there></x-there><x-there></x-there></div>');
  const [there, absent] = [vi.fn(async () => {}), vi.fn(async () => {})];

  loadOnDemand({'x-there': there, 'x-absent': absent});

  expect(there).toHaveBeenCalledOnce();
  expect(absent).not.toHaveBeenCalled();
});

test('what comes later is loaded when it comes, an attribute too', async () => {
  const [element, attribute] = [vi.fn(async () => {}), vi.fn(async () => {})];
  loadOnDemand({'x-later': element, '[data-cal-link]': attribute});
  expect(element).not.toHaveBeenCalled();

  add('<section><x-later></x-later></section><a id="link">Book</a>');
  await vi.waitFor(() => expect(element).toHaveBeenCalledOnce(), {timeout: 10_000});
  expect(attribute).not.toHaveBeenCalled();

  document.querySelector('#link')!.setAttribute('data-cal-link', 'rick/30min');
  await vi.waitFor(() => expect(attribute).toHaveBeenCalledOnce(), {timeout: 10_000});
});

test('what could not be loaded is said once, and tried again when the network is back, not at every change of the page', async () => {
  const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const load = vi.fn(async () => {}).mockRejectedValueOnce(new TypeError('Failed to fetch'));
  add('<x-lost></x-lost>');

  loadOnDemand({'x-lost': load});
  await vi.waitFor(() => expect(said).toHaveBeenCalledOnce(), {timeout: 10_000});
  expect(said.mock.calls[0]![0]).toContain('x-lost');
  const changed = new Promise(resolve => new MutationObserver(resolve).observe(document.body, {childList: true}));
  add('<p></p>');
  await changed;
  expect(load).toHaveBeenCalledOnce();

  dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2), {timeout: 10_000});
});

/** A component of somebody else's, with an element of ours in its shadow root. */
const component = (mode: ShadowRootMode, tag: string) =>
  class extends HTMLElement {
    connectedCallback() {
      this.attachShadow({mode}).innerHTML = `<p><${tag}></${tag}></p>`;
    }
  };

test("an element in another component's open shadow root is seen: there before, added later, defined later", async () => {
  const [before, later, late, deep] = [
    vi.fn(async () => {}),
    vi.fn(async () => {}),
    vi.fn(async () => {}),
    vi.fn(async () => {}),
  ];
  customElements.define('their-card', component('open', 'x-in-card'));
  customElements.define('their-drawer', component('open', 'x-in-drawer'));
  customElements.define('their-shell', component('open', 'their-depth'));
  customElements.define('their-depth', component('open', 'x-deep'));
  add('<their-card></their-card><their-late></their-late>');
  loadOnDemand({'x-in-card': before, 'x-in-drawer': later, 'x-in-late': late, 'x-deep': deep});
  expect(before).toHaveBeenCalledOnce();

  add('<section><their-drawer></their-drawer><their-shell></their-shell></section>');
  await vi.waitFor(() => expect([later.mock.calls.length, deep.mock.calls.length]).toEqual([1, 1]));

  customElements.define('their-late', component('open', 'x-in-late'));
  await vi.waitFor(() => expect(late).toHaveBeenCalledOnce());
});

test('an element that comes into such a shadow root later is seen too, and a closed one can be handed over', async () => {
  const [open, closed] = [vi.fn(async () => {}), vi.fn(async () => {})];
  customElements.define('their-tabs', component('open', 'p'));
  add('<their-tabs></their-tabs><div id="closed"></div>');
  const loadElements = loadOnDemand({'x-in-tabs': open, 'x-closed': closed});
  document.querySelector('their-tabs')!.shadowRoot!.innerHTML = '<x-in-tabs></x-in-tabs>';
  await vi.waitFor(() => expect(open).toHaveBeenCalledOnce());

  const root = document.querySelector('#closed')!.attachShadow({mode: 'closed'});
  root.innerHTML = '<x-closed></x-closed>';
  loadElements(root);
  expect(closed).toHaveBeenCalledOnce();
});
