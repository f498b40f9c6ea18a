import {test as base} from '@playwright/test';
import {clockOffsetMs, shiftDate} from '../support/clock/clock.ts';

export {
  chromium,
  expect,
  type Browser,
  type BrowserContext,
  type CDPSession,
  type FrameLocator,
  type Locator,
  type Page,
  type Request,
  type Route,
} from '@playwright/test';

/** Playwright's `test`, in whose pages and frames `Date` is the suite's clock. */
export const test = base.extend<object, object>({
  browser: [
    async ({browser}, use) => {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async options => {
        const context = await newContext(options);
        await context.addInitScript(shiftDate, clockOffsetMs());
        return context;
      };
      const newPage = browser.newPage.bind(browser);
      browser.newPage = async options => {
        const page = await newPage(options);
        await page.context().addInitScript(shiftDate, clockOffsetMs());
        return page;
      };
      await use(browser);
    },
    {scope: 'worker'},
  ],
});
