import {startFormSystem, type FormSystem} from './form-system.ts';
import {expect, test, type Locator, type Page} from '../test.ts';

let system: FormSystem;

test.beforeAll(async () => { system = await startFormSystem(); });
test.afterAll(() => system?.close());

test.beforeEach(async ({page}) => {
  system.cal.cal.controls.reset();
  // As a tab that crashed: nobody gives the reservation back when the page goes.
  await page.addInitScript(() => addEventListener('pagehide', event => event.stopImmediatePropagation(), true));
});

const form = '<booking-form cal-link="rick/30min"></booking-form>';

/** Leads a form to its questions, and waits until its time is reserved, and the page knows. */
async function ask(form: Locator, nth: number, name: string): Promise<string> {
  const held = () => form.evaluate(() => Object.values({...sessionStorage}).filter(text => text.includes('"hold"')).length);
  const before = await held();
  await form.getByRole('radio').nth(nth).click();
  await form.getByRole('button', {name: /^Continue/}).click();
  await form.getByLabel('Your name').fill(name);
  await expect.poll(held).toBe(before + 1);
  return await form.locator('.when').textContent() ?? '';
}

async function expectBack(form: Locator, when: string, name: string): Promise<void> {
  await expect(form.getByLabel('Your name')).toHaveValue(name);
  expect(await form.locator('.when').textContent()).toBe(when);
  await expect(form.getByText(/was just taken/)).toHaveCount(0);
}

const formsOf = (page: Page) => page.locator('booking-form');

test('a reload in the questions goes on with the time the visitor holds, though it was never given back', async ({page}) => {
  await page.goto(system.page('proxy', form));
  const when = await ask(formsOf(page), 0, 'Ada Lovelace');
  await page.reload();
  await expectBack(formsOf(page), when, 'Ada Lovelace');
});

test('so do two forms of one page, each with its own time', async ({page}) => {
  await page.goto(system.page('proxy', form + form));
  const [first, second] = [formsOf(page).nth(0), formsOf(page).nth(1)];
  const one = await ask(first, 0, 'Ada Lovelace');
  const other = await ask(second, 3, 'Grace Hopper');
  await page.reload();
  await expectBack(first, one, 'Ada Lovelace');
  await expectBack(second, other, 'Grace Hopper');
});
