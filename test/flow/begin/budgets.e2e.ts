import {startDemo, type Demo} from '../demo.ts';
import {expect, test, type Request} from '../test.ts';

let demo: Demo;

test.beforeAll(async () => {
  demo = await startDemo();
});

test.afterAll(() => demo?.close());

const proxyPath = /^\/(v2|live)(\/|$)/;

test('a screen asks for no more than it needs: one request at first, none for the next month, one booking, one stream', async ({
  page,
}) => {
  const calls: string[] = [];
  page.on('request', (request: Request) => {
    const {pathname} = new URL(request.url());
    if (proxyPath.test(pathname) && request.method() !== 'OPTIONS')
      calls.push(`${request.method()} ${pathname.replace(/\/v2\/bookings\/.+/, '/v2/bookings/…')}`);
  });
  const since = () => calls.splice(0);

  await page.goto(`${demo.url}/frame`);
  await expect(page.getByRole('radio').first()).toBeVisible();
  expect(since()).toEqual(['GET /v2/event-types']);

  await page.getByRole('button', {name: /^Next month/}).click();
  await expect(page.getByRole('radio').first()).toBeVisible();
  expect(since()).toEqual([]);

  await page.getByRole('radio').first().click();
  await page.getByRole('button', {name: /^Continue with/}).click();
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
  // The time is looked at once more and held; none of it waits for an answer.
  await expect.poll(() => calls).toContain('POST /v2/slots/reservations');
  expect(since().every(call => /\/v2\/slots/.test(call))).toBe(true);

  await page.getByLabel('Email', {exact: true}).press('Enter');
  await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  await expect.poll(() => calls).toContain('GET /live');
  const after = since();
  expect(after.filter(call => call === 'POST /v2/bookings')).toHaveLength(1);
  expect(after.filter(call => call === 'GET /live')).toHaveLength(1);
  expect(after.filter(call => call.startsWith('GET') && call !== 'GET /live')).toEqual([]);
});
