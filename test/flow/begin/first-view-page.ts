import {startTestCal} from '../../support/servers/cal.ts';
import {listen} from '../embed/embed-page.ts';
import {startKitSite, type KitSite} from '../kit-site.ts';
import {expect, test, type Page, type Route} from '../test.ts';

/** A site with the script tag, and the stand-in Cal.com. */
export interface FirstViewWorld {
  cal: Awaited<ReturnType<typeof startTestCal>>;
  site: KitSite;
  /** Markup of a form. */
  form(attributes?: string, link?: string): string;
}

/** Starts both before the tests of a file and stops them afterwards. */
export function firstViewWorld(): FirstViewWorld {
  const world = {
    form: (attributes = '', link = 'rick/30min') =>
      `<booking-form api="${world.cal.url}" cal-link="${link}" ${attributes}><a slot="fallback" href="${world.cal.url}/rick/30min">Book on Cal.com</a></booking-form>`,
  } as FirstViewWorld;
  test.beforeAll(async () => {
    world.site = await startKitSite();
    world.cal = await startTestCal();
  });
  test.afterAll(async () => {
    world.site?.close();
    await world.cal?.close();
  });
  return world;
}

export const head = (before = '', source = '/kit/page.js') =>
  `<script>${listen}</script>${before}<script type="module" src="${source}"></script>`;

/** Keeps the answers to some requests back until they are let go. */
async function hold(page: Page, addresses: string | RegExp): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>(resolve => (letGo = resolve));
  await page.route(addresses, async (route: Route) => {
    await held;
    await route.continue().catch(() => {});
  });
  return letGo;
}

/** Keeps the code of the element back. */
export const holdElement = (page: Page) => hold(page, /\/kit\/page\/booking-form/);

/** Keeps the answers of the API back. */
export const holdAnswers = (page: Page) => hold(page, '**/v2/**');

/** What is asked of the API. */
export function watchCalls(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', request => void (/\/v2\//.test(request.url()) && asked.push(new URL(request.url()).pathname)));
  return asked;
}

export const begun = (page: Page) => page.locator('booking-form [data-server]');
export const times = (page: Page) => begun(page).locator('button.slot');
export const days = (page: Page) => begun(page).locator('button.day.available');
export const taken = (page: Page) => expect(begun(page)).toHaveCount(0);
