import type {Browser, CDPSession, Page} from 'playwright';

/** A device and its network. */
export interface Profile {
  name: string;
  cpu: number;
  /** Bytes a second and milliseconds; none is the bare loopback. */
  network?: {throughput: number; latency: number};
}

export const desktop: Profile = {name: 'desktop', cpu: 1};
export const phone: Profile = {name: 'slow 4G, 4 × CPU', cpu: 4, network: {throughput: 1_600_000 / 8, latency: 150}};
export const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Opens an empty page on such a device. */
export async function openPage(browser: Browser, {cpu, network}: Profile): Promise<{page: Page; session: CDPSession}> {
  const page = await browser.newPage({
    viewport: {width: 1024, height: 900},
    timezoneId: 'Europe/Berlin',
    ignoreHTTPSErrors: true,
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  if (network) {
    const {throughput, latency} = network;
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      downloadThroughput: throughput,
      uploadThroughput: throughput / 2,
      latency,
    });
  }
  await session.send('Emulation.setCPUThrottlingRate', {rate: cpu});
  return {page, session};
}

/**
 * Milliseconds from the start of the navigation until the frame after the expression `shown` is true. The page tells it
 * by a binding of the browser's own: to wait for it with the test driver would run the driver's script in the middle of it.
 */
export async function timeToShown(browser: Browser, url: string, shown: string, profile: Profile): Promise<number> {
  const {page, session} = await openPage(browser, profile);
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', {name: 'tellShown'});
  await page.addInitScript(`(() => {
    const look = () => ${shown} ? requestAnimationFrame(() => setTimeout(() => tellShown(String(performance.now())))) : requestAnimationFrame(look);
    look();
  })()`);
  const told = new Promise<number>(resolve =>
    session.on('Runtime.bindingCalled', ({payload}) => resolve(Number(payload))),
  );
  await page.goto(url, {waitUntil: 'commit'});
  const time = await told;
  await page.close();
  return time;
}
