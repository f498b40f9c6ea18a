import {afterEach, expect, test, vi} from 'vitest';
import {loadOnDemand} from '../../src/elements/on-demand.ts';

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
