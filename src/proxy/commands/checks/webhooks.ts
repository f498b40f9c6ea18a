import {createSubscriptions, neededTriggers, type Subscription} from '../../cal/account/subscriptions.ts';
import type {Console} from '../../cal/account/console.ts';
import {readText} from '../../cal/upstream/read-text.ts';
import type {Settings} from '../../settings/settings.ts';
import {isWebhookUrl, showUrl, toProxyUrl} from '../addresses.ts';
import {describePing, ping} from '../ping.ts';
import type {Line} from '../terminal.ts';
import {teamLines} from '../team-webhooks.ts';
import {describe, firstTime, isUsable} from '../webhook.ts';

const name = 'webhook';
const again = (url: string) => `booking-proxy webhook register --url ${showUrl(url)}`;

/** Access to the network. */
export interface Probe {
  settings: Settings;
  console: Console;
  fetch: typeof fetch;
  now(): number;
}

/** Checks the account's webhook at `url` (without `url`, at any proxy's address), and what answers there. */
export async function checkWebhooks(probe: Probe, url: string | undefined): Promise<Line[]> {
  let all: Subscription[];
  try {
    all = await createSubscriptions(probe.console).list();
  } catch (error) {
    return [{name, status: 'skip', message: (error as Error).message}];
  }
  const found = all.filter(each => (url === undefined ? isWebhookUrl(each.url) : each.url === url));
  if (found.length === 0) {
    const message = `${url === undefined ? 'No proxy webhook' : showUrl(url)} is${url === undefined ? '' : ' not'} registered in Cal.com: live updates would not work.`;
    return [{name, status: 'fail', message, todo: url === undefined ? firstTime : again(url)}];
  }
  const lines = await Promise.all(
    found.map(async each => [checkOne(each, probe.settings), ...(await checkReached(each, probe))]),
  );
  return [
    ...lines.flat(),
    ...(await teamLines(
      probe.console,
      probe.settings,
      each => isWebhookUrl(each.url) && isUsable(each, probe.settings),
    )),
  ];
}

function checkOne(subscription: Subscription, settings: Settings): Line {
  const {url, active} = subscription;
  const {secret, template} = describe(subscription, settings);
  const missing = neededTriggers.filter(each => !subscription.triggers.includes(each));
  const wrong = (message: string): Line => ({
    name,
    status: 'fail',
    message: `${showUrl(url)} ${message}.`,
    todo: again(url),
  });
  if (!active) return wrong('is disabled in Cal.com');
  if (secret === 'none') return wrong('has no secret in Cal.com, so the proxy rejects everything it sends');
  if (secret === 'other')
    return wrong(
      'has a secret in Cal.com that is not in CAL_WEBHOOK_SECRETS, so the proxy rejects everything it sends',
    );
  if (template) return wrong('has a payload template in Cal.com, which the proxy cannot read');
  if (missing.length > 0) return wrong(`does not send ${missing.join(', ')}`);
  if (secret === 'older')
    return {
      name,
      status: 'warn',
      message: `${showUrl(url)} is registered with an older secret.`,
      todo: `${again(url)}, then remove the older one from CAL_WEBHOOK_SECRETS.`,
    };
  return {name, status: 'ok', message: `${showUrl(url)} is registered, with ${subscription.triggers.length} triggers.`};
}

async function checkReached({url, active}: Subscription, probe: Probe): Promise<Line[]> {
  if (!active) return [];
  const pinged = await ping(url, probe.settings, probe.now(), probe.fetch);
  if (pinged === 'ok')
    return [
      {name: 'ping', status: 'ok', message: 'It accepts a signed test and rejects one with a wrong signature.'},
      await checkAddress(url, probe),
    ];
  const [message, todo] = describePing(pinged);
  return [{name: 'ping', status: 'fail', message: `${showUrl(url)} ${message}.`, todo}];
}

/** Checks that browsers receive the URL the proxy is actually reached at. */
async function checkAddress(webhookUrl: string, {fetch}: Probe): Promise<Line> {
  const base = toProxyUrl(webhookUrl);
  const told = await askAddress(base, fetch);
  if (told === undefined)
    return {name: 'address', status: 'skip', message: 'The address of the live stream could not be read.'};
  if (told === `${base}/live`) return {name: 'address', status: 'ok', message: `The live stream is at ${told}.`};
  return {
    name: 'address',
    status: 'fail',
    message: `Browsers are sent to the live stream at ${showStream(told)} instead of ${base}/live.`,
    todo: `set BOOKING_PUBLIC_URL=${base} there.`,
  };
}

async function askAddress(base: string, fetch: typeof globalThis.fetch): Promise<string | undefined> {
  try {
    const response = await fetch(`${base}/live/sessions`, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    const {url} = JSON.parse(await readText(response)) as {url?: unknown};
    return typeof url === 'string' ? url : undefined;
  } catch {
    return undefined;
  }
}

function showStream(url: string): string {
  return URL.canParse(url) ? new URL(url).origin + new URL(url).pathname : 'no address';
}
