import {firstViewWorld, begun, head, holdAnswers, holdElement, taken, times, watchCalls} from './first-view-page.ts';
import {expect, test} from '../test.ts';

const world = firstViewWorld();
const {form} = world;

for (const [name, link, text] of [
  ['does not exist', 'rick/nothing', /not available|does not exist|not found/i],
  ['is booked elsewhere', 'rick/paid', /paid/i],
] as const) {
  test(`an event type that ${name} is the element's to tell`, async ({page}) => {
    await world.site.open(page, head(), form('', link));
    await expect(page.locator('booking-form').getByText(text).first()).toBeVisible();
    await taken(page);
  });
}

test('an API that is down is told by the element, with a way on', async ({page}) => {
  await page.route('**/v2/**', route => route.abort());
  await world.site.open(page, head(), form());
  await expect(page.getByRole('button', {name: 'Try again'})).toBeVisible();
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
  await page.unroute('**/v2/**');
  await page.getByRole('button', {name: 'Try again'}).click();
  await expect(page.getByRole('radio').first()).toBeVisible();
});

test('an API that never answers is told by the element, too', async ({page}) => {
  await page.route('**/v2/**', () => {});
  // What takes ten or fifteen seconds takes half of one.
  const hasty =
    '<script>{ const later = setTimeout, limit = AbortSignal.timeout.bind(AbortSignal); setTimeout = (task, ms, ' +
    '...rest) => later(task, ms === 15000 ? 500 : ms, ...rest); AbortSignal.timeout = () => limit(500); }</script>';
  await world.site.open(page, head(hasty), form());
  await expect(begun(page).locator('.soon').first()).toBeVisible();
  await expect(page.getByRole('button', {name: 'Try again'})).toBeVisible();
  await taken(page);
});

test("an API that never answers leaves a form whose code does not come the page's own way to book", async ({page}) => {
  await holdElement(page);
  await holdAnswers(page);
  const hasty =
    '<script>{ const later = setTimeout; setTimeout = (task, ms, ...rest) => later(task, ms === 10000 ? 0 : ms, ' +
    '...rest); }</script>';
  await world.site.open(page, head(hasty), form());
  await expect(begun(page).locator('.soon').first()).toBeVisible();
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
});

test("an answer that is slow keeps the element's code waiting for a moment only", async ({page}) => {
  const answers = await holdAnswers(page);
  const {scripts} = await world.site.open(page, head(), form());
  await expect.poll(() => scripts).toContain('/kit/page/booking-form');
  await expect(begun(page).locator('.soon').first()).toBeVisible();
  answers();
  await expect(page.getByRole('radio').first()).toBeVisible();
  await taken(page);
});

test('a site may add a version to the address of page.js: it still runs once', async ({page}) => {
  const asked = watchCalls(page);
  const {scripts} = await world.site.open(page, head('', '/kit/page.js?version=2'), form());
  await expect.poll(() => scripts).toContain('/kit/page/later-steps');
  await expect(page.getByRole('radio').first()).toBeVisible();
  expect(scripts.filter(name => name.endsWith('/page.js'))).toHaveLength(1);
  expect(asked).toEqual(['/v2/event-types', '/v2/slots']);
});

test("without the part that draws the element comes by itself, and until then the page's own way to book", async ({
  page,
}) => {
  await page.route('**/kit/page/draw-forms-*', route => route.abort());
  const asked = watchCalls(page);
  const letGo = await holdElement(page);
  await world.site.open(page, head(), form());
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
  letGo();
  await expect(page.getByRole('radio').first()).toBeVisible();
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeHidden();
  expect(asked).toEqual(['/v2/event-types', '/v2/slots']);
});

test("a form whose code does not come shows the page's own way to book after a while", async ({page}) => {
  await holdElement(page);
  const hasty =
    '<script>const later = setTimeout; setTimeout = (task, ms, ...rest) => later(task, ms === 10000 ? 0 : ms, ' +
    '...rest);</script>';
  await world.site.open(page, head(hasty), form());
  await expect(times(page).first()).toBeVisible();
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
});

test.describe('under a strict policy with Trusted Types', () => {
  const policy = (names: string) =>
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src ${world.cal.url}; require-trusted-types-for 'script'; trusted-types ${names}">`;

  test('the times are begun when the page allows the policy that writes them', async ({page}) => {
    const letGo = await holdElement(page);
    const {errors} = await world.site.open(page, head(policy('lit-html booking-elements')), form());
    await expect(times(page).first()).toBeVisible();
    letGo();
    await taken(page);
    await expect(page.getByRole('radio').first()).toBeVisible();
    expect(await page.evaluate(() => window.violations)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('else the element comes by itself, without asking again', async ({page}) => {
    const asked = watchCalls(page);
    await world.site.open(page, head(policy('lit-html')), form());
    await expect(page.getByRole('radio').first()).toBeVisible();
    expect(asked).toEqual(['/v2/event-types', '/v2/slots']);
  });
});
