import {spawn, type ChildProcess} from 'node:child_process';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startTestCal} from '../../support/servers/cal.ts';
import {startPages} from '../../support/servers/pages.ts';
import {builtFiles} from '../build.ts';
import {freePort} from '../demo.ts';
import {expect, test} from '../test.ts';

function startProxy(...args: (string | number)[]): Promise<ChildProcess> {
  const child = spawn('node', ['test/flow/live/crashing-proxy.ts', ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`The proxy ended with ${code} before it listened.`)));
    child.stdout.once('data', () => resolve(child));
  });
}

test('a proxy killed between webhook and relay: the open page shows the right state after the restart, without reload', async ({
  page,
}) => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const cal = await startTestCal({
    webhookMode: 'inline',
    webhooks: [{subscriberUrl: `${address}/webhooks/cal`, secret: 'whsec_flow'}],
  });
  const pages = await startPages(builtFiles().pages);
  const settings = [port, cal.url, pages.origin, mkdtempSync(join(tmpdir(), 'booking-crash-'))];
  const first = await startProxy(...settings, 2);
  const died = new Promise<string | null>(resolve => first.once('exit', (_, signal) => resolve(signal)));
  let second: ChildProcess | undefined;
  try {
    await page.goto(
      pages.add(`<!doctype html><html lang="en"><title>Book</title><script type="module" src="/src/define.ts"></script>
      <booking-form cal-link="rick/approval" proxy="${address}"></booking-form>`),
    );
    await page.getByRole('radio').first().click();
    await page.getByRole('button', {name: /^Continue with/}).click();
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
    await page.getByRole('button', {name: /^Request/}).click();
    await expect(page.getByRole('heading', {name: 'Request sent'})).toBeVisible();
    await page.evaluate(() => Object.assign(window, {sameDocument: true}));

    const [booking] = cal.controls.state().bookings as unknown as {uid: string}[];
    await cal.controls.confirm(booking!.uid);
    expect(await died).toBe('SIGKILL');
    await expect(page.getByRole('heading', {name: 'Request sent'})).toBeVisible();

    second = await startProxy(...settings);
    await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible({timeout: 40_000});
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  } finally {
    first.kill('SIGKILL');
    second?.kill('SIGKILL');
    pages.close();
    await cal.close();
  }
});
