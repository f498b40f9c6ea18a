import {startFormSystem, type FormSystem} from './form-system.ts';
import {expect, test, type Locator, type Page} from '../test.ts';

let system: FormSystem;

test.beforeAll(async () => {
  system = await startFormSystem();
});
test.afterAll(() => system?.close());

test.beforeEach(() => {
  system.cal.cal.controls.reset();
});

/** Puts something between the proxy and what Cal.com answers about reservations, until the test is over. */
async function between(
  answer: (request: Request, next: () => Promise<Response>) => Promise<Response>,
  work: () => Promise<void>,
) {
  const {cal} = system.cal;
  const {fetch} = cal;
  const isAboutThem = ({url}: Request) => url.includes('/v2/slots/reservations');
  cal.fetch = async request => (isAboutThem(request) ? answer(request, async () => fetch(request)) : fetch(request));
  await work().finally(() => Object.assign(cal, {fetch}));
}

const form = '<booking-form cal-link="rick/30min"></booking-form>';

/** Leads a form to its questions. */
async function proceed(form: Locator, nth: number, name: string): Promise<string> {
  await form.getByRole('radio').nth(nth).click();
  await form.getByRole('button', {name: /^Continue/}).click();
  await form.getByLabel('Your name').fill(name);
  return (await form.locator('.when').textContent()) ?? '';
}

/** The same, and waits until its time is reserved, and the page knows. */
async function ask(form: Locator, nth: number, name: string): Promise<string> {
  const held = () =>
    form.evaluate(() => Object.values({...sessionStorage}).filter(text => text.includes('"uid"')).length);
  const before = await held();
  const when = await proceed(form, nth, name);
  await expect.poll(held).toBe(before + 1);
  return when;
}

async function expectBack(form: Locator, when: string, name: string): Promise<void> {
  await expect(form.getByLabel('Your name')).toHaveValue(name);
  expect(await form.locator('.when').textContent()).toBe(when);
  await expect(form.getByText(/was just taken/)).toHaveCount(0);
}

const formsOf = (page: Page) => page.locator('booking-form');

test('a reload while the time is still being reserved goes on with it, and leaving the page gives it back', async ({
  page,
}) => {
  const waiting: (() => void)[] = [];
  const answer = async (request: Request, next: () => Promise<Response>) => {
    const answered = await next();
    if (request.method === 'POST') await new Promise<void>(resolve => waiting.push(resolve));
    return answered;
  };
  await between(answer, async () => {
    await page.goto(system.page('proxy', form));
    const when = await proceed(formsOf(page), 0, 'Ada Lovelace');
    await expect.poll(() => waiting.length).toBe(1);
    await page.reload();
    await expect(formsOf(page).getByRole('radio').first()).toBeVisible();
    waiting[0]!();
    await expectBack(formsOf(page), when, 'Ada Lovelace');
    expect(waiting).toHaveLength(1);
    await page.goto('about:blank');
    await expect.poll(() => system.cal.cal.world.reservations.size).toBe(0);
  });
});

test('a reload goes on with the time though giving it back fails', async ({page}) => {
  const refuse = async (request: Request, next: () => Promise<Response>) =>
    request.method === 'DELETE' ? new Response('', {status: 500}) : next();
  await between(refuse, async () => {
    await page.goto(system.page('proxy', form));
    const when = await ask(formsOf(page), 0, 'Ada Lovelace');
    await page.reload();
    await expectBack(formsOf(page), when, 'Ada Lovelace');
  });
});

test('two forms go on after a reload, each with its own time, though a tab that crashed gave nothing back', async ({
  page,
}) => {
  await page.addInitScript(() => addEventListener('pagehide', event => event.stopImmediatePropagation(), true));
  await page.goto(system.page('proxy', form + form));
  const [first, second] = [formsOf(page).nth(0), formsOf(page).nth(1)];
  const one = await ask(first, 0, 'Ada Lovelace');
  const other = await ask(second, 3, 'Grace Hopper');
  await page.reload();
  await expectBack(first, one, 'Ada Lovelace');
  await expectBack(second, other, 'Grace Hopper');
});
