import {readFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';
import {builtScript} from '../build.ts';
import {kitWorld} from '../kit-site.ts';
import {expect, test, type Page} from '../test.ts';

const world = kitWorld();

const oneFile = () =>
  `<script src="/kit/script.js" integrity="${builtScript().integrity}" crossorigin="anonymous" defer></script>`;
const pieces = '<script type="module" src="/kit/page.js"></script>';
const form = () =>
  `<booking-form cal-link="rick/30min" api="${world.cal.url}"><a slot="fallback" href="https://cal.com/rick/30min">Book on Cal.com</a></booking-form>`;

async function book(page: Page): Promise<void> {
  await page.getByRole('radio').first().click();
  await page.getByRole('button', {name: /^Continue/}).click();
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
  await page.getByRole('button', {name: /^Book/}).click();
  await expect(page.getByRole('heading', {name: /^You’re booked|^Booked/})).toBeVisible();
}

for (const name of ['page.js', 'script.js']) {
  test(`the README says how large ${name} is, in gzip`, () => {
    const said = new RegExp(`\`dist/${name}\` \\((?:[^)]*, )?([\\d.]+) kB`).exec(
      readFileSync('README.md', 'utf8'),
    )?.[1];
    const size = gzipSync(world.site.read(name), {level: 9}).length / 1000;
    // Not every byte is worth a line in the README.
    expect(
      Math.abs(Number(said) - size),
      `${said} kB in the README, ${size.toFixed(1)} kB in the file`,
    ).toBeLessThanOrEqual(size * 0.03);
  });
}

test('one file with its integrity books', async ({page}) => {
  const {scripts, errors} = await world.site.open(page, oneFile(), form());
  await book(page);
  expect(scripts).toEqual(['/kit/script.js']);
  expect(errors).toEqual([]);
});

test('one file is read as UTF-8 on a page in another encoding', async ({page}) => {
  await world.site.open(page, oneFile(), form(), 'de');
  expect(await page.evaluate(() => document.characterSet)).toBe('windows-1252');
  await expect(page.getByRole('button', {name: /^Nächster Monat/})).toBeVisible();
});

test('the script in pieces loads what the page has and nothing of the other elements, and books', async ({page}) => {
  const {scripts, errors} = await world.site.open(page, pieces, form());
  await expect(page.getByRole('radio').first()).toBeVisible();
  expect(scripts[0]).toBe('/kit/page.js');
  // The steps after the choice of a time come by themselves.
  await expect.poll(() => scripts).toContain('/kit/page/later-steps');
  expect(scripts.filter(name => /embed|popup|inline|compat|locales|mount-pages|zone-picker/.test(name))).toEqual([]);
  await book(page);
  expect(errors).toEqual([]);
});

test('an element that comes later gets its code then; another language comes alone', async ({page}) => {
  const {scripts, errors} = await world.site.open(page, pieces, '<h1>Termin</h1>', 'de');
  await expect.poll(() => scripts).toEqual(['/kit/page.js']);
  await page.locator('main').evaluate((main, markup) => main.insertAdjacentHTML('beforeend', markup), form());
  await expect(page.getByRole('button', {name: /^Nächster Monat/})).toBeVisible();
  expect(scripts.filter(name => /page\/[a-z]{2}(-[A-Z]{2})?$/.test(name))).toEqual(['/kit/page/de']);
  expect(errors).toEqual([]);
});

test("the markup of Cal.com's guides gets its page from the script in pieces", async ({page}) => {
  const {scripts} = await world.site.open(
    page,
    `${pieces}<script data-cal-scripts="${world.cal.url}"></script>`,
    `<button data-cal-link="rick/30min" data-cal-origin="${world.cal.url}">Book</button>`,
  );
  await expect.poll(() => scripts.some(name => name.includes('compat'))).toBe(true);
  expect(scripts.filter(name => /booking-form(?!-booking-status)|calendar|slots/.test(name))).toEqual([]);
});

test('pieces that cannot be loaded leave the fallback link, and come when the network is back', async ({page}) => {
  await page.route('**/kit/page/*', route => route.abort());
  const {errors} = await world.site.open(page, pieces, form());
  const failures = () => errors.filter(text => text.includes('could not be loaded')).length;
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
  await expect.poll(failures).toBe(1);
  await page.unroute('**/kit/page/*');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  // Some browsers import once more what failed before, others remember that it failed.
  const radio = page.getByRole('radio').first();
  await expect.poll(async () => failures() > 1 || (await radio.isVisible())).toBe(true);
  if (failures() > 1) {
    await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
    await page.reload();
  }
  await expect(radio).toBeVisible();
});

for (const [name, script] of [
  ['one file', oneFile],
  ['the script in pieces', () => pieces],
] as const) {
  test(`a page with nothing but a status moves its booking, with ${name}`, async ({page}) => {
    await world.site.open(
      page,
      script(),
      `<booking-status booking-uid="${await world.bookElsewhere()}" cal-link="rick/30min" api="${world.cal.url}"></booking-status>`,
    );
    await page.getByRole('button', {name: 'Change time'}).click();
    await page
      .getByRole('grid')
      .getByRole('button', {name: /\d times? available/})
      .nth(1)
      .click();
    await page.getByRole('radio').first().click();
    await page.getByRole('button', {name: /^Continue with/}).click();
    await page.getByRole('button', {name: /^Move to/}).click();
    await expect(page.getByRole('button', {name: 'Change time'})).toBeVisible();
    await expect(page.getByRole('grid')).toHaveCount(0);
  });
}
