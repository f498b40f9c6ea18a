import {afterEach, expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {openForm, startStandIn} from '../system.ts';

afterEach(() => page.viewport(1024, 900));

/** What is on top where the middle of an element is, through shadow roots. */
function onTop(element: Element): Element | null {
  const {left, top, width, height} = element.getBoundingClientRect();
  let root: Document | ShadowRoot = document;
  for (;;) {
    const found: Element | null = root.elementFromPoint(left + width / 2, top + height - 3);
    if (!found?.shadowRoot || found.shadowRoot === root) return found;
    root = found.shadowRoot;
  }
}

const radios = () => [
  ...document
    .querySelector('booking-form')!
    .shadowRoot!.querySelector('booking-slots')!
    .shadowRoot!.querySelectorAll<HTMLElement>('[role=radio]'),
];

for (const hand of ['by pointer', 'by keyboard']) {
  test(`on a phone the button that goes on does not cover the time that was just chosen (${hand})`, async () => {
    startStandIn();
    await page.viewport(360, 640);
    await openForm('rick/30min');
    await expect.element(page.getByRole('radio').first()).toBeVisible();
    for (const index of [0, 4, 8]) {
      // At the lower edge of the window, where the button is about to be.
      radios()[index]!.scrollIntoView({block: 'end'});
      window.scrollBy(0, -radios()[index]!.getBoundingClientRect().bottom + innerHeight - 2);
      if (hand === 'by pointer') await userEvent.click(page.getByRole('radio').nth(index));
      else {
        radios()[index === 0 ? 1 : index - 1]!.focus({preventScroll: true});
        await userEvent.keyboard(index === 0 ? '{ArrowUp}' : '{ArrowDown}');
      }
      await expect
        .poll(() => radios()[index]!.contains(onTop(radios()[index]!)) || onTop(radios()[index]!)?.tagName)
        .toBe(true);
      const go = document.querySelector('booking-form')!.shadowRoot!.querySelector('.continue')!;
      expect(radios()[index]!.getBoundingClientRect().bottom).toBeLessThanOrEqual(go.getBoundingClientRect().top + 1);
    }
  });
}
