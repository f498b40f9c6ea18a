import {afterEach, expect, test, vi} from 'vitest';
import {allowCalScripts} from '../../../src/embed/embed-js/script-bases.ts';
import {openQueue, runtimeReady, type Cal} from '../../../src/embed/embed-js/runtime.ts';

allowCalScripts('http://127.0.0.1:1', 'http://127.0.0.1:7');

const scripts = () => [...document.querySelectorAll<HTMLScriptElement>('script[src*="embed.js"]')];
const never = new AbortController().signal;

afterEach(() => {
  delete window.Cal;
  for (const script of scripts()) script.remove();
});

test('without embed.js, calls wait in a queue it understands', () => {
  const cal = openQueue();
  cal('init', {origin: 'https://a.example'});
  cal('init', 'one', {origin: 'https://b.example'});
  cal.ns!['one']!('inline', {calLink: 'rick/30min'});
  expect(cal.q).toEqual([
    ['init', {origin: 'https://a.example'}],
    ['initNamespace', 'one'],
  ]);
  expect(cal.ns!['one']!.q).toEqual([
    ['init', 'one', {origin: 'https://b.example'}],
    ['inline', {calLink: 'rick/30min'}],
  ]);
});

test('the queue of the page is used where there is one', () => {
  const cal: Cal = () => {};
  window.Cal = cal;
  expect(openQueue()).toBe(cal);
});

test('an embed.js that runs is not loaded again', async () => {
  await runtimeReady(
    Object.assign(() => {}, {version: '1'}),
    'http://127.0.0.1:1',
    never,
  );
  expect(scripts()).toEqual([]);
});

test('a blocked script is reported, and another try loads it again', async () => {
  const cal = openQueue();
  for (let time = 0; time < 2; time++) {
    const ready = runtimeReady(cal, 'http://127.0.0.1:1', never);
    expect(scripts()).toHaveLength(1);
    await expect(ready).rejects.toMatchObject({code: 'embed_blocked'});
    expect(scripts()).toEqual([]);
  }
});

test('elements that start together load one script; where it fails, another origin is tried', async () => {
  const cal = openQueue();
  const first = runtimeReady(cal, 'http://127.0.0.1:1', never);
  const same = runtimeReady(cal, 'http://127.0.0.1:1', never);
  const other = runtimeReady(cal, 'http://127.0.0.1:7', never);
  expect(scripts()).toHaveLength(1);
  await Promise.all([first, same].map(ready => expect(ready).rejects.toMatchObject({code: 'embed_blocked'})));
  await expect(other).rejects.toThrow('127.0.0.1:7');
});

test('a script that loads without starting is reported', async () => {
  const empty = `${location.origin}/test/embed/embed-js/nothing.js?of=`;
  allowCalScripts(empty);
  await expect(runtimeReady(openQueue(), empty, never)).rejects.toThrow('did not start');
});

test('a script of the page that is still on its way is waited for', async () => {
  const cal: Cal = Object.assign(() => {}, {loaded: true});
  const ready = runtimeReady(cal, 'http://127.0.0.1:1', never);
  expect(scripts()).toEqual([]);
  cal.version = '1';
  await expect(ready).resolves.toBeUndefined();
});

test('a script of the page that never comes is replaced by ours', async () => {
  const now = vi.spyOn(performance, 'now');
  const cal: Cal = Object.assign(() => {}, {loaded: true});
  const ready = runtimeReady(cal, 'http://127.0.0.1:1', never);
  now.mockReturnValue(Number.MAX_SAFE_INTEGER);
  await expect(ready).rejects.toThrow('embed.js could not be loaded');
  now.mockRestore();
});

test("a page that takes the name of one of embed.js's elements is told", async () => {
  customElements.define('cal-inline', class extends HTMLElement {});
  await expect(runtimeReady(openQueue(), 'http://127.0.0.1:1', never)).rejects.toThrow(
    '<cal-inline> is already defined',
  );
});
