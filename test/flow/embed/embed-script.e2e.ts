import {embedWorld, expectNoViolations, frameOf, ready, seen} from './embed-page.ts';
import {expect, test} from '../test.ts';

const world = embedWorld();

test('nothing comes over the page when the window becomes narrow', async ({page}) => {
  await world.open(page, world.inline());
  await ready(page);
  await page.setViewportSize({width: 600, height: 900});
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(600);
  await expect(page.locator('booking-inline #skeleton-container')).toBeHidden();
  await frameOf(page).locator('ul button').first().click();
});

test('a blocked script is said, with a way out, and can be tried again', async ({page}) => {
  await page.route('**/embed/embed.js', route => route.abort());
  await world.open(page, world.inline('', 'rick/30min', '<a href="/contact">Write to us</a>'));
  await expect(page.getByRole('alert').getByText(/blocked/)).toBeVisible();
  await expect(page.getByRole('link', {name: 'Write to us'})).toBeVisible();
  await expect.poll(() => seen(page, 'booking-error')).toMatchObject([{code: 'embed_blocked'}]);
  await expectNoViolations(page);
  await page.unroute('**/embed/embed.js');
  await page.getByRole('button', {name: 'Try again'}).click();
  await ready(page);
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(page.getByRole('link', {name: 'Write to us'})).toBeHidden();
});

/** The queue contract as a page's own snippet keeps it; the snippet of 2022 knew no `initNamespace`. */
const snippet = (url: string, isOld: boolean) => `
  window.Cal = (...args) => {
    if (!Cal.loaded) {
      Object.assign(Cal, {ns: {}, q: Cal.q ?? [], loaded: true});
      const script = document.createElement('script');
      script.src = '${url}/embed/embed.js';
      document.head.append(script);
    }
    const [name, namespace] = args;
    if (name === 'init' && typeof namespace === 'string') {
      const own = (...more) => own.q.push(more);
      own.q = [];
      ${isOld ? 'Cal.ns[namespace] = own' : 'Cal.ns[namespace] ??= own'};
      Cal.ns[namespace].q.push(args);
      ${isOld ? '' : "Cal.q.push(['initNamespace', namespace]);"}
    } else Cal.q.push(args);
  };`;

for (const isOld of [false, true]) {
  test(`a page that uses Cal.com's embed itself goes on doing so, with ${isOld ? 'the snippet of 2022' : "today's snippet"}`, async ({
    page,
  }) => {
    let scripts = 0;
    page.on('request', request => (scripts += request.url().endsWith('/embed/embed.js') ? 1 : 0));
    await world.open(page, `<div id="own"></div>${world.inline()}`, {
      script: `${snippet(world.cal.url, isOld)}
      addEventListener('DOMContentLoaded', () => {
        Cal('init', 'own', {origin: '${world.cal.url}'});
        ${isOld ? "Cal('initNamespace', 'own');" : ''}
        Cal.ns.own('inline', {calLink: 'rick/30min', elementOrSelector: '#own'});
      });`,
    });
    await ready(page);
    await expect(page.frameLocator('#own iframe').locator('ul button').first()).toBeVisible();
    await expect(frameOf(page).locator('ul button').first()).toBeVisible();
    expect(scripts).toBe(1);
  });
}

test('one script serves two origins', async ({page}) => {
  // Both on the screen: browsers let a frame of another site rest below it.
  await page.setViewportSize({width: 1100, height: 2400});
  const scripts: string[] = [];
  page.on('request', request => void (request.url().endsWith('/embed/embed.js') && scripts.push(request.url())));
  await world.open(page, world.inline('id="one"') + world.inline('id="two"').replace('127.0.0.1', 'localhost'));
  await ready(page, 2);
  expect(scripts).toHaveLength(1);
  expect(await page.locator('#two iframe').getAttribute('src')).toContain('localhost');
});

test('an embed.js executed twice by others does not take the page away', async ({page}) => {
  await world.open(page, world.inline());
  await ready(page);
  await page.evaluate(
    url =>
      new Promise(resolve => {
        const script = document.createElement('script');
        Object.assign(script, {src: `${url}/embed/embed.js`, onload: resolve, onerror: resolve});
        document.head.append(script);
      }),
    world.cal.url,
  );
  await page.evaluate(() =>
    document.querySelector('main')!.append(document.querySelector('booking-inline')!.cloneNode() as Element),
  );
  await ready(page, 2);
});

test('an embed.js that ran before anything asked for it is said to be in the way', async ({page}) => {
  await world.open(page, world.inline(), {
    script: `document.write('<script src="${world.cal.url}/embed/embed.js"><\\/script>');`,
  });
  await expect(page.getByRole('alert')).toBeVisible();
  await expect.poll(() => seen(page, 'booking-error')).toMatchObject([{code: 'embed_blocked'}]);
});
