import {expect, test} from 'vitest';
import type {MarkdownNode} from '../../../src/core/text/markdown-node.ts';
import {parseMarkdown} from '../../../src/core/text/markdown.ts';
import {isRich} from '../../../src/core/text/rich.ts';
import {isInStep, timeOf, unitMs} from '../../support/hostile/growth.ts';

/** As HTML, for reading; texts in it are not escaped. */
function show(nodes: readonly (MarkdownNode | string)[]): string {
  return nodes
    .map(node => {
      if (typeof node === 'string') return node;
      const {tag, href, start, children} = node;
      if (tag === 'br') return '<br>';
      return `<${tag}${href ? ` ${href}` : ''}${start === undefined ? '' : ` ${start}`}>${show(children)}</${tag}>`;
    })
    .join('');
}

test.each([
  ['A short talk.', '<p>A short talk.</p>'],
  ['One\n\nTwo\r\n\r\n\r\nThree', '<p>One</p><p>Two</p><p>Three</p>'],
  ['One\nTwo', '<p>One<br>Two</p>'],
  ['One  \nTwo\\\nThree<br>Four<BR/>', '<p>One<br>Two<br>Three<br>Four<br></p>'],
  [
    '**Bold**, *italic*, __bold__, _italic_',
    '<p><strong>Bold</strong>, <em>italic</em>, <strong>bold</strong>, <em>italic</em></p>',
  ],
  [
    '***both*** and **_both_** and **a *b* c**',
    '<p><strong><em>both</em></strong> and <strong><em>both</em></strong> and <strong>a <em>b</em> c</strong></p>',
  ],
  ['`a *b* c` and ``a ` b``', '<p><code>a *b* c</code> and <code>a ` b</code></p>'],
  ['- one\n- two\n\nAfter', '<ul><li>one</li><li>two</li></ul><p>After</p>'],
  ['Before\n* one\n* two', '<p>Before</p><ul><li>one</li><li>two</li></ul>'],
  ['1. one\n2. two', '<ol><li>one</li><li>two</li></ol>'],
  ['3) three\n4) four', '<ol 3><li>three</li><li>four</li></ol>'],
  ['- one\n\n- two\n\n  and more', '<ul><li>one</li><li>two<br>and more</li></ul>'],
  ['- one\nand more\n- **two**', '<ul><li>one<br>and more</li><li><strong>two</strong></li></ul>'],
  ['- one\n1. two', '<ul><li>one</li></ul><ol><li>two</li></ol>'],
  ['# Title\nText', '<p><strong>Title</strong></p><p>Text</p>'],
  ['> quoted\n> too', '<p>quoted<br>too</p>'],
  ['One\n\n---\n\nTwo', '<p>One</p><p>Two</p>'],
  ['```\ncode\n```', '<p>code</p>'],
  ['[Map](https://example.com/a_b_(c)) here', '<p><a https://example.com/a_b_(c)>Map</a> here</p>'],
  ['[**Map**](<https://example.com> "Title")', '<p><a https://example.com><strong>Map</strong></a></p>'],
  ['[https://a.example](https://b.example)', '<p><a https://b.example>https://a.example</a></p>'],
  ['[](https://a.example)', '<p><a https://a.example>https://a.example</a></p>'],
  ['![A map](https://a.example/map.png)', '<p><a https://a.example/map.png>A map</a></p>'],
  [
    'See https://a.example/x_y_z, or <https://b.example>.',
    '<p>See <a https://a.example/x_y_z>https://a.example/x_y_z</a>, or <a https://b.example>https://b.example</a>.</p>',
  ],
  [
    '(https://a.example/x) **https://a.example**',
    '<p>(<a https://a.example/x>https://a.example/x</a>) <strong><a ' +
      'https://a.example>https://a.example</a></strong></p>',
  ],
  ['1\\. not a list \\*not bold\\*', '<p>1. not a list *not bold*</p>'],
  [
    'A &amp; B&nbsp;&lt;c&gt; &#39;&#x27;&quot; &copy; &hellip; M&uuml;ller &Eacute;t&eacute; &szlig; &#8364;',
    "<p>A & B\u00a0<c> ''\" © … Müller Été ß €</p>",
  ],
  ['&lt;b&gt; &#60;script&#62; &#x3c;b&#x3e;', '<p><b> <script> <b></p>'],
  ['&#0;&#x110000;&#xd800;', '<p>\ufffd\ufffd\ufffd</p>'],
  [
    '[Call us](tel:+1-480-555-1234) or [here](tel:+49 30 1234)',
    '<p><a tel:+1-480-555-1234>Call us</a> or <a tel:+49301234>here</a></p>',
  ],
  ['[Write](mailto:ann@x.example?subject=Hi%20Ann)', '<p><a mailto:ann@x.example?subject=Hi%20Ann>Write</a></p>'],
  [
    '<mailto:ann@x.example>, <ann@x.example>, <tel:+49301234>',
    '<p><a mailto:ann@x.example>ann@x.example</a>, <a mailto:ann@x.example>ann@x.example</a>, <a ' +
      'tel:+49301234>+49301234</a></p>',
  ],
  ['[Prices](/prices) and [site](www.a.example/x)', '<p>Prices (/prices) and <a https://www.a.example/x>site</a></p>'],
  ['[Text me](sms:+49301234), [the top](#top), [/map](/map)', '<p>Text me (sms:+49301234), the top, /map</p>'],
  [
    'Title\n=====\nText\n\nOther **title**\n---\nText',
    '<p><strong>Title</strong></p><p>Text</p><p><strong>Other <strong>title</strong></strong></p><p>Text</p>',
  ],
  ['~~100~~ 80 and ~80~', '<p><s>100</s> 80 and ~80~</p>'],
  ['[![A map](https://a.example/map.png)](https://a.example/map)', '<p><a https://a.example/map>A map</a></p>'],
  [
    '[![](/map.png)](https://a.example/map) [![A map](https://a.example/map.png)',
    '<p><a https://a.example/map>https://a.example/map</a> [A map</p>',
  ],
  [
    '[see https://a.example] and [https://b.example](https://c.example)',
    '<p>[see <a https://a.example>https://a.example</a>] and <a https://c.example>https://b.example</a></p>',
  ],
  ['We began in\n2026. It was cold.', '<p>We began in<br>2026. It was cold.</p>'],
  ['2026. It was cold.', '<p>2026. It was cold.</p>'],
  ['2026. cold\n2027. warm', '<ol 2026><li>cold</li><li>warm</li></ol>'],
  ['1. one\n2. two\n\n2026. It was cold.', '<ol><li>one</li><li>two</li></ol><p>2026. It was cold.</p>'],
  ['1. one\n1. two', '<ol><li>one</li><li>two</li></ol>'],
  [
    '詳細はhttps://a.example/xをご覧ください。',
    '<p>詳細は<a https://a.example/x>https://a.example/x</a>をご覧ください。</p>',
  ],
  [
    'https://a.example/x、https://例え.jp/y。「https://b.example」',
    '<p><a https://a.example/x>https://a.example/x</a>、<a https://例え.jp/y>https://例え.jp/y</a>。「<a ' +
      'https://b.example>https://b.example</a>」</p>',
  ],
  ['- one\n  - two\n  - three\n- four', '<ul><li>one<ul><li>two</li><li>three</li></ul></li><li>four</li></ul>'],
  [
    '1. one\n   * two\n\t* three\n\n   more\n2. four',
    '<ol><li>one<ul><li>two</li><li>three</li></ul>more</li><li>four</li></ol>',
  ],
  ['> - one\n>   - two', '<ul><li>one<ul><li>two</li></ul></li></ul>'],
  [' - one\n- two\n\n  - three', '<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>'],
])('%j is shown as %s', (text, html) => {
  expect(show(parseMarkdown(text))).toBe(html);
});

test.each([
  'snake_case_name and a__b__c',
  '5 * 3 * 2',
  '** not bold **',
  '*open',
  '**open and *both',
  '_a *b',
  '[open',
  '[a] (b)',
  '[a](b c)',
  'a ] b',
  '`open',
  '#hash',
  '-dash',
  '1.5 hours',
  '2026-11-30',
  '<b>bold</b> <script>alert(1)</script> <img src=x onerror=alert(1)>',
  '&unknown; &amp &;',
  'https://',
  'R&D; a=b',
  '~one~',
  '[Call](tel:(480) 555-1234)',
  '100%',
  '',
])('%j is shown as it is written', text => {
  expect(show(parseMarkdown(text))).toBe(text && `<p>${text}</p>`);
});

test.each([
  'javascript:alert(1)',
  'JAVASCRIPT:alert%281%29',
  'data:text/html,<b>x',
  'vbscript:x',
  '//evil.example',
  '/path',
  '#x',
  'https://rick:secret@evil.example',
  'https://a.example\\@evil.example',
  'mailto:ann',
  'mailto:<b>@x',
  'tel:*21*123#',
  'tel:',
  'sms:+123',
  'MAILTO://evil.example',
  'www.evil.example:80:x',
  'ftp://a.example',
  'java\tscript:alert(1)',
  `https://a.example/${'a'.repeat(3_000)}`,
  'https:evil.example',
  'blob:https://a.example/x',
])('no link leads to %j', address => {
  const written = [`[here](${address})`, `[here](<${address}>)`, `<${address}>`, address];
  const found = JSON.stringify(written.map(parseMarkdown));
  // What is left of an address may be one.
  const links = [...found.matchAll(/"href":"([^"]*)"/g)].map(([, href]) => href);
  expect(links.filter(href => !/^https:\/\/a\.example(\/x)?$/.test(href!))).toEqual([]);
});

test('a link that may not be one keeps its words and shows where it leads, unless it is a script', () => {
  expect(show(parseMarkdown('Write to [**us**](signal:ann)!'))).toBe(
    '<p>Write to <strong>us</strong> (signal:ann)!</p>',
  );
  expect(show(parseMarkdown('Write to [**us**](javascript:alert)!'))).toBe('<p>Write to <strong>us</strong>!</p>');
});

const units = [
  '*',
  '**',
  '***',
  '_',
  '__',
  '`',
  '[',
  '](',
  '![',
  ']',
  '[a](',
  '[a](b',
  '[*a](_',
  '*a _b ',
  '*a **b _c __d [e ',
  '**a*',
  '_a*',
  '<',
  '<br',
  'http://',
  'https://a',
  'https://a.',
  'https://a)',
  '\\',
  '&',
  '~~',
  '[![',
  '&#',
  '<a@',
  '<mailto:',
  '[a](tel:1 ',
  'https://例',
  'a\n==\n',
  ' - a\n',
  '  - a\n    - b\n',
  '2. a\n',
  '- ',
  '- a\n',
  '1. ',
  '\n',
  '\n\n',
  ' ',
  '> ',
  '# ',
  '`a``b```',
  '[a](https://x "',
  '-',
  '- -',
  '(',
];

test.each(units)('a row of %j takes time in step with its length', unit => {
  const length = 10_000;
  const hostile = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const harmless = 'Some *plain* words. '.repeat(length / 20);
  const least = (text: string) => Math.min(...[1, 2, 3, 4, 5, 6].map(() => timeOf(() => parseMarkdown(text))));
  expect(isInStep({hostile: least(hostile), harmless: least(harmless)}, unitMs(length))).toBe(true);
});

test.each([
  ['A short talk.', false],
  ['One\n\nTwo', false],
  ['About 5 - 10 people, 100 % free (really)!', false],
  ['Title\n==\nText', true],
  ['~~no~~', true],
  ['\t- one', true],
  ['Q&A', true],
  ['**Bold**', true],
  ['- one', true],
  ['1. one', true],
  ['https://a.example', true],
  ['a <b> c', true],
])('whether %j may hold Markdown: %s', (text, is) => {
  expect(isRich(text)).toBe(is);
});
