import {expect, test} from 'vitest';
import {writeDescription} from '../../../src/core/page/write-description.ts';

test("a host's text has its paragraphs, lists and links, and nothing of it is HTML", () => {
  const text = '**Bring** <b>this</b>:\n\n- a "passport"\n- [the form](https://a.example/?a=1&b="x)\n\n3. sign';
  expect(writeDescription(text).html).toBe(
    '<div class="description"><p><strong>Bring</strong> &lt;b&gt;this&lt;/b&gt;:</p>' +
      '<ul><li>a &quot;passport&quot;</li>' +
      '<li><a href="https://a.example/?a=1&amp;b=&quot;x" target="_blank" rel="noopener noreferrer">the form</a></li></ul>' +
      '<ol start="3"><li>sign</li></ol></div>',
  );
});

test('a text without any marks keeps its lines', () => {
  expect(writeDescription('One\n\nTwo').html).toBe('<p class="description plain">One\n\nTwo</p>');
});

test('what leads to no page stays in its window', () => {
  expect(writeDescription('[Call](tel:+49301234) ~~later~~').html).toBe(
    '<div class="description"><p><a href="tel:+49301234" rel="noopener noreferrer">Call</a> <s>later</s></p></div>',
  );
});
