import {afterEach, expect, test, vi} from 'vitest';
import {fetchAhead} from '../../../src/embed/preload.ts';
import {openQueue, runtimeReady} from '../../../src/embed/embed-js/runtime.ts';
import {allowCalScripts, mayLoadScript, transportFor} from '../../../src/embed/embed-js/script-bases.ts';

const never = new AbortController().signal;
const hints = () => [...document.querySelectorAll<HTMLElement>('script[src*="embed.js"], link[href*="embed.js"]')];

afterEach(() => {
  delete window.Cal;
  document.querySelectorAll('[data-cal-scripts], [data-test]').forEach(element => element.remove());
  for (const hint of hints()) hint.remove();
});

test.each(['https://cal.com', 'https://app.cal.com', 'https://acme.cal.com', 'https://cal.eu', 'https://app.cal.eu'])(
  "a script of Cal.com's own is loaded: %s",
  base => {
    expect(mayLoadScript(base)).toBe(true);
  },
);

test.each([
  'https://evil.example',
  'http://cal.com',
  'https://evilcal.com',
  'https://cal.com.evil.example',
  'https://cal.company.example',
  'https://app.cal.com/of/somebody',
  'https://cal.com@evil.example',
  'https://app.cal.com:8443',
  '',
  'javascript:alert(1)',
  'data:text/javascript,//',
  location.origin,
  `${location.origin}/uploads`,
])("a script of anybody else's is not: %s", async base => {
  expect(mayLoadScript(base)).toBe(false);
  expect(transportFor('embed-js', base)).toBe('frame');
  await expect(runtimeReady(openQueue(), base, never)).rejects.toMatchObject({code: 'embed_blocked'});
  if (base.startsWith('http')) fetchAhead(base, transportFor('embed-js', base) === 'embed-js');
  expect(hints()).toEqual([]);
});

test("the site's script allows its own Cal.com, with its path and no other", () => {
  allowCalScripts('https://book.company.example/cal/');
  expect(mayLoadScript('https://book.company.example/cal')).toBe(true);
  expect(transportFor('embed-js', 'https://book.company.example/cal')).toBe('embed-js');
  expect(mayLoadScript('https://book.company.example')).toBe(false);
  expect(mayLoadScript('https://book.company.example/uploads')).toBe(false);
});

test('a script tag in the head allows, one in the content does not', () => {
  const tag = Object.assign(document.createElement('script'), {type: 'text/plain'});
  tag.dataset['calScripts'] = 'https://one.company.example https://two.company.example';
  document.body.append(tag);
  expect(mayLoadScript('https://two.company.example')).toBe(false);
  document.head.append(tag);
  expect(mayLoadScript('https://two.company.example')).toBe(true);
});

test('neither a preload in the content nor an element called Cal chooses the script', async () => {
  document.body.insertAdjacentHTML(
    'beforeend',
    `<div data-test><link rel="preload" as="script" href="https://evil.example/embed/embed.js">
    <form id="Cal"><input name="version"><input name="loaded"></form></div>`,
  );
  allowCalScripts('http://127.0.0.1:1');
  expect(transportFor('embed-js', 'https://evil.example')).toBe('frame');
  const sources: string[] = [];
  const watch = vi.spyOn(document.head, 'append').mockImplementation((...nodes) => {
    for (const node of nodes) {
      if (!(node instanceof HTMLScriptElement)) continue;
      sources.push(node.src);
      setTimeout(() => node.onerror!(new Event('error')));
    }
  });
  await expect(runtimeReady(openQueue(), 'http://127.0.0.1:1', never)).rejects.toMatchObject({code: 'embed_blocked'});
  watch.mockRestore();
  expect(sources).toEqual(['http://127.0.0.1:1/embed/embed.js']);
});
