import {expect, test} from 'vitest';
import {attributes, html, trusted} from '../../../src/core/page/html.ts';

test('texts are escaped once, in elements and in attributes', () => {
  const text = `<b>&"it's"`;
  const inner = html`<p${attributes({title: text})}>${text}</p>`;
  expect(html`<div>${inner}</div>`.html).toBe(
    '<div><p title="&lt;b&gt;&amp;&quot;it&#39;s&quot;">&lt;b&gt;&amp;&quot;it&#39;s&quot;</p></div>',
  );
});

test('lists are joined, numbers are written, and nothing is nothing', () => {
  expect(html`${['a', [html`<br>`, 0]]}${undefined}${false}`.html).toBe('a<br>0');
});

test('attributes without a value are left out or stand alone', () => {
  expect(attributes({id: 'a', hidden: true, title: undefined, checked: false, value: ''}).html).toBe(
    ' id="a" hidden value=""',
  );
});

test('only what the proxy itself wrote is taken as it is', () => {
  expect(html`<style>${trusted('a > b {}')}</style>`.html).toBe('<style>a > b {}</style>');
});
