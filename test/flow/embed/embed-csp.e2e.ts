import {builtScript} from '../build.ts';
import {book, embedWorld, frameOf, ready, seen} from './embed-page.ts';
import {expect, test, type Page} from '../test.ts';

const world = embedWorld();

/** What src/embed/README.md says a page needs; `nonce-test` is for the test's own script. */
const policies = {
  frame: (origin: string) => `default-src 'self'; script-src 'self' 'nonce-test'; frame-src ${origin}`,
  'embed-js': (origin: string) =>
    `default-src 'self'; script-src 'self' 'nonce-test' ${origin}; style-src 'self' 'unsafe-inline'; frame-src ${origin}`,
};
const trustedTypes = "; require-trusted-types-for 'script'; trusted-types lit-html";

const element = (
  tag: string,
  transport: string,
) => `<booking-${tag} transport="${transport}" origin="${world.cal.url}" cal-link="rick/30min" theme="dark"
  button-text="Book" button-color="rgb(1, 2, 3)" floating></booking-${tag}>`;

function open(page: Page, tag: string, transport: string, policy: string): Promise<void> {
  return world.open(page, element(tag, transport), {
    module: `/src/define/booking-${tag}.ts`,
    headers: {'content-security-policy': policy},
  });
}

const violations = (page: Page) => page.evaluate(() => window.violations);
const origin = () => new URL(world.cal.url).origin;

for (const tag of ['inline', 'popup']) {
  for (const [transport, policy] of [
    ['embed-js', () => policies['embed-js'](origin())],
    ['frame', () => policies.frame(origin())],
    ['frame', () => policies.frame(origin()) + trustedTypes],
  ] as const) {
    test(`<booking-${tag}> over ${transport} books under: ${policy.toString().includes('trusted') ? 'its policy with Trusted Types' : 'its policy'}`, async ({
      page,
    }) => {
      await open(page, tag, transport, policy());
      if (tag === 'popup') {
        const button = page.getByRole('button', {name: 'Book'});
        expect(await button.evaluate(node => getComputedStyle(node).backgroundColor)).toBe('rgb(1, 2, 3)');
        await button.click();
      }
      await ready(page);
      await expect(frameOf(page, `booking-${tag}`).locator('html')).toHaveClass('dark');
      await book(frameOf(page, `booking-${tag}`));
      await expect.poll(() => seen(page, 'booking-created')).toHaveLength(1);
      expect(await page.locator(`booking-${tag} iframe`).evaluate(node => getComputedStyle(node).borderWidth)).toBe(
        '0px',
      );
      expect(await violations(page)).toEqual([]);
    });
  }
}

test('a policy that refuses the frame is named at once, not after a time-out', async ({page}) => {
  await open(page, 'inline', 'frame', "default-src 'self'; script-src 'self' 'nonce-test'");
  await expect(page.getByRole('alert').getByText(/blocked/)).toBeVisible();
  await expect.poll(() => seen(page, 'booking-error')).toMatchObject([{code: 'embed_blocked'}]);
  expect(await violations(page)).toEqual([expect.stringContaining('frame-src')]);
});

test('a policy that refuses embed.js is named at once', async ({page}) => {
  await open(page, 'inline', 'embed-js', policies.frame(origin()));
  await expect(page.getByRole('alert').getByText(/blocked/)).toBeVisible();
  await expect.poll(() => seen(page, 'booking-error')).toMatchObject([{code: 'embed_blocked'}]);
});

test('Trusted Types refuse embed.js, which is named at once', async ({page}) => {
  await open(page, 'inline', 'embed-js', policies['embed-js'](origin()) + trustedTypes);
  await expect(page.getByRole('alert').getByText(/blocked/)).toBeVisible();
  await expect.poll(() => seen(page, 'booking-error')).toMatchObject([{code: 'embed_blocked'}]);
});

test('the one-file script runs with its integrity hash, and does not when a byte of it was changed', async ({page}) => {
  const {code, integrity} = builtScript();
  let served = code;
  await page.route('**/script.js', route => route.fulfill({contentType: 'text/javascript', body: served}));
  const body = `<cal-inline calLink="rick/30min" data-cal-origin="${world.cal.url}" data-booking-transport="frame"></cal-inline>
    <script src="/script.js" integrity="${integrity}" crossorigin="anonymous"></script>`;
  const headers = {'content-security-policy': policies.frame(origin()) + trustedTypes};
  await world.open(page, body, {module: '/nothing.js', headers});
  await ready(page);
  expect(await violations(page)).toEqual([]);
  served = `${code} `;
  await world.open(page, body, {module: '/nothing.js', headers});
  expect(await page.evaluate(() => customElements.get('booking-inline'))).toBeUndefined();
});
