import {css, html, LitElement} from 'lit';
import {afterEach, expect, test, vi} from 'vitest';
import {lazyPart} from '../../../src/elements/loading/lazy-part.ts';

class LazyTest extends LitElement {
  make = vi.fn(async (adopt: (...styles: ReturnType<typeof css>[]) => void) => {
    adopt(css`p { color: rgb(1, 2, 3) }`);
    return 'loaded';
  });
  lazy = lazyPart(this, adopt => this.make(adopt));

  override render() {
    return html`<p>${this.lazy.part}</p>`;
  }
}

customElements.define('lazy-test', LazyTest);

afterEach(() => document.body.replaceChildren());

async function show(): Promise<LazyTest> {
  const element = new LazyTest();
  document.body.append(element);
  await element.updateComplete;
  return element;
}

const shown = (element: LazyTest) => element.shadowRoot!.querySelector('p')!;

test('an element shows a part once its code is loaded, in the styles that come with it', async () => {
  const element = await show();
  expect(element.lazy.part).toBeUndefined();
  await element.lazy.load();
  await element.updateComplete;
  expect(shown(element).textContent).toBe('loaded');
  expect(getComputedStyle(shown(element)).color).toBe('rgb(1, 2, 3)');
});

test('a part is loaded once, however often it is needed', async () => {
  const element = await show();
  const [first, second] = [element.lazy.load(), element.lazy.load()];
  await Promise.all([first, second]);
  await element.lazy.load();
  expect(element.make).toHaveBeenCalledOnce();
});

test('a part that could not be loaded is loaded when it is needed again', async () => {
  const element = await show();
  element.make.mockRejectedValueOnce(new Error('offline'));
  await expect(element.lazy.load()).rejects.toThrow('offline');
  expect(element.lazy.part).toBeUndefined();
  await expect(element.lazy.load()).resolves.toBe('loaded');
});
