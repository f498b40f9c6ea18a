import {readFileSync} from 'node:fs';
import {startDemo, type Demo} from '../demo.ts';
import {expect, test} from '../test.ts';
import {bookings, days, times} from './no-script.ts';

let demo: Demo;

test.beforeAll(async () => {
  demo = await startDemo();
});

test.afterAll(() => demo?.close());

test.beforeEach(async () => {
  await demo.control('reset', {});
});

test.describe('without a script', () => {
  test.use({javaScriptEnabled: false});

  test('a visitor picks a day and a time, answers, books, and a reload does not book twice', async ({page}) => {
    await page.goto(`${demo.url}/no-script`);
    await days(page).nth(1).click();
    const day = await page.getByRole('table').locator('[aria-current="true"]').getAttribute('aria-label');
    await times(page).nth(2).click();
    await expect(page.getByText(day!.split(', ').slice(0, 3).join(', '))).toBeVisible();
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
    await page.getByLabel('Email', {exact: true}).press('Enter');

    await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
    // Back on the page the visitor came from, which shows the state.
    expect(new URL(page.url()).pathname).toBe('/no-script');
    await page.reload();
    await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
    const made = await bookings(demo);
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({
      status: 'accepted',
      attendees: [{name: 'Ada Lovelace', email: 'ada@example.com', timeZone: 'UTC'}],
    });
  });

  test('the page of a booking on request shows what became of it when it is opened again', async ({page}) => {
    await page.goto(`${demo.url}/form?cal-link=rick/approval`);
    await times(page).first().click();
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
    await page
      .getByRole('button', {name: /^Request/})
      .last()
      .click();
    await expect(page.getByRole('heading', {name: 'Request sent'})).toBeVisible();
    await demo.control('confirm', {uid: (await bookings(demo))[0]!.uid});
    await page.getByRole('link', {name: 'Look again'}).click();
    await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  });

  test('wrong answers come back with what was typed, each named, with a link to its field', async ({page}) => {
    await page.goto(`${demo.url}/form?cal-link=rick/questions`);
    await times(page).first().click();
    await page.getByLabel('Your name').fill('Ada <b>& "Co"');
    await page.getByLabel('Email', {exact: true}).fill('nowhere');
    await page.getByLabel('Pricing').check();
    await page.getByLabel('Notes').fill('one\ntwo');
    await page.getByRole('button', {name: /^Book/}).last().click();

    await expect(page).toHaveTitle('Error: With many questions');
    const summary = page.getByRole('alert');
    await expect(summary.getByRole('link')).toHaveText(['Email', 'Company', 'Company size', 'I accept the terms']);
    await summary.getByRole('link', {name: 'Email'}).click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await expect(page.getByLabel('Email', {exact: true})).toBeFocused();
    await expect(page.getByLabel('Email', {exact: true})).toHaveValue('nowhere');
    await expect(page.getByLabel('Your name')).toHaveValue('Ada <b>& "Co"');
    await expect(page.getByLabel('Pricing')).toBeChecked();
    await expect(page.getByLabel('Notes')).toHaveValue('one\ntwo');
    expect(await bookings(demo)).toHaveLength(0);
  });

  test('another zone, another time and another month keep what was typed', async ({page}) => {
    await page.goto(`${demo.url}/form?cal-link=rick/30min`);
    await times(page).first().click();
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByRole('button', {name: 'Change time'}).click();
    await page.getByRole('button', {name: /^Next month/}).click();
    await page.locator('summary').click();
    await page.getByLabel('Time zone').selectOption('Asia/Kathmandu');
    await page.getByRole('button', {name: 'Change', exact: true}).click();
    await expect(page.locator('summary')).toContainText('Kathmandu');
    await page
      .getByRole('group', {name: /^Times on/})
      .getByRole('button')
      .first()
      .click();
    await expect(page.getByLabel('Your name')).toHaveValue('Ada Lovelace');
    await expect(page.getByText('GMT+5:45').or(page.getByText('Nepal Time'))).toBeVisible();
    await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
    await page.getByRole('button', {name: /^Book/}).last().click();
    await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
    expect((await bookings(demo))[0]!.attendees[0]!.timeZone).toBe('Asia/Kathmandu');
  });

  test('a time that was taken meanwhile is named, and the next ones are offered with the answers kept', async ({
    page,
    context,
  }) => {
    const other = await context.newPage();
    for (const each of [page, other]) {
      await each.goto(`${demo.url}/form?cal-link=rick/30min`);
      await times(each).first().click();
      await each.getByLabel('Your name').fill('Ada Lovelace');
      await each.getByLabel('Email', {exact: true}).fill('ada@example.com');
    }
    await other.getByRole('button', {name: /^Book/}).last().click();
    await page.getByRole('button', {name: /^Book/}).last().click();
    await expect(page.getByRole('alert')).toContainText('9:00 AM was just taken.');
    await page.getByRole('group', {name: 'Next free times:'}).getByRole('button').first().click();
    await expect(page.getByLabel('Your name')).toHaveValue('Ada Lovelace');
    await page.getByRole('button', {name: /^Book/}).last().click();
    await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
    expect(await bookings(demo)).toHaveLength(2);
  });
});

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

test.describe('for everyone', () => {
  for (const width of [320, 1100]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`no step has axe violations or scrolls sideways at ${width} px in ${colorScheme}`, async ({page}) => {
        await page.emulateMedia({colorScheme});
        await page.setViewportSize({width, height: 800});
        const check = async () => {
          // A page that forbids scripts takes this one from its inspector only.
          const found = await page.evaluate(
            `${axe}; axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(({violations, incomplete}) => [...violations, ...incomplete].map(({id, nodes}) => id + ': ' + nodes.map(node => node.html).join(' ')))`,
          );
          expect(found).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        };
        await page.goto(`${demo.url}/form?cal-link=rick/questions`);
        await check();
        await times(page).first().click();
        await check();
        await page.getByRole('button', {name: /^Book/}).last().click();
        await expect(page.getByRole('alert')).toBeVisible();
        await check();
        await page.goto(`${demo.url}/form?cal-link=rick/locations&locale=ar`);
        await check();
        await page.goto(`${demo.url}/form?cal-link=rick/fully-booked`);
        await check();
        await page.goto(`${demo.url}/form?cal-link=rick/paid`);
        await check();
        await page.goto(`${demo.url}/form?cal-link=rick/nothing`);
        await check();
      });
    }
  }
});
