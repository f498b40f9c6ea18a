import {parseArgs} from 'node:util';
import {createConsole, type Console} from '../cal/account/console.ts';
import {
  createSubscriptions,
  allTriggers,
  type Saved,
  type Subscription,
  type Subscriptions,
} from '../cal/account/subscriptions.ts';
import type {Settings} from '../settings/settings.ts';
import {SettingsError} from '../settings/settings.ts';
import {showUrl, toWebhookUrl} from './addresses.ts';
import {checkCal} from './checks/cal.ts';
import {checkOptions, readOptions, type Command} from './options.ts';
import {describePing, ping} from './ping.ts';
import {registerTeams, removeTeams} from './team-webhooks.ts';
import {writeJson, writeLine, type Line} from './terminal.ts';
import {usage} from './usage.ts';

interface Work {
  settings: Settings;
  subscriptions: Subscriptions;
  console: Console;
  /** The URL of the webhook to work on, if given. */
  url?: string;
  fetch: typeof fetch;
}

type Result = {lines: Line[]; webhooks: object[]};

/** The fix if there is no webhook and the proxy's URL is unknown. */
export const firstTime =
  'booking-proxy webhook register --url https://book.example.com, with the public URL of the proxy.';

/** `webhook register | list | remove`. Resolves with the exit code. Correct webhooks stay unchanged. */
export async function webhook(command: Command, args: string[]): Promise<number> {
  const {
    positionals: [verb],
    values,
  } = parse(args);
  const work = verb === 'register' ? register : verb === 'list' ? list : verb === 'remove' ? remove : undefined;
  if (!work) {
    command.terminal.err(`webhook needs register, list or remove.\n\n${usage}`);
    return 2;
  }
  const options = await readOptions(command);
  const settings = checkOptions(options);
  const {fetch = globalThis.fetch} = options;
  const url = values.url ?? (verb === 'list' ? undefined : settings.publicUrl);
  if (url === undefined && verb !== 'list')
    throw new SettingsError([
      `webhook ${verb} needs --url https://book.example.com, the public URL of the proxy (or BOOKING_PUBLIC_URL).`,
    ]);
  const target = url === undefined ? {} : {url: toWebhookUrl(url, settings)};
  const console = createConsole(settings, fetch);
  const {lines, webhooks} = await work({
    settings,
    console,
    subscriptions: createSubscriptions(console),
    fetch,
    ...target,
  }).catch((error: Error) => explain(console, error));
  const ok = lines.every(({status}) => status !== 'fail');
  if (values.json) writeJson(command.terminal, {ok, webhooks, lines});
  else for (const line of lines) writeLine(command.terminal, line);
  return ok ? 0 : 1;
}

/** Explains why Cal.com could not be asked: usually because of the key or the network. */
async function explain(console: Console, {message}: Error): Promise<Result> {
  const [line] = await checkCal(console, Date.now);
  return {lines: [line?.status === 'fail' ? line : {name: 'webhook', status: 'fail', message}], webhooks: []};
}

function parse(args: string[]) {
  try {
    return parseArgs({args, allowPositionals: true, options: {url: {type: 'string'}, json: {type: 'boolean'}}});
  } catch (error) {
    throw new SettingsError([`${(error as Error).message.split('.')[0]}: see booking-proxy --help.`]);
  }
}

/** Leaves correct webhooks unchanged. */
async function ensure(subscriptions: Subscriptions, url: string, settings: Settings) {
  const existing = (await subscriptions.list()).find(each => each.url === url);
  const isRight = existing !== undefined && isUsable(existing, settings);
  const saved: Saved =
    isRight && lacks(existing).length === 0
      ? existing
      : await subscriptions.save(url, settings.webhookSecrets[0]!, existing);
  return {existing, isRight, saved};
}

async function register({settings, console, subscriptions, url, fetch}: Work): Promise<Result> {
  const {existing, isRight, saved} = await ensure(subscriptions, url!, settings);
  if ('refused' in saved) {
    const todo =
      'register an https:// address that Cal.com can reach, with an account that is allowed to have webhooks.';
    return {
      lines: [{name: 'webhook', status: 'fail', message: `Cal.com rejects it: ${saved.refused}.`, todo}],
      webhooks: [],
    };
  }
  const unknown = lacks(saved);
  const leftOut = unknown.length > 0 ? `; this Cal.com does not support ${unknown.join(', ')}` : '';
  const done = !existing
    ? 'registered'
    : isRight && existing.triggers.length === saved.triggers.length
      ? 'registered already'
      : 'changed';
  const message = `${showUrl(url!)} is ${done}, with ${saved.triggers.length} triggers${leftOut}.`;
  const teams = await registerTeams(console, settings, url!, async own => (await ensure(own, url!, settings)).saved);
  return {
    lines: [{name: 'webhook', status: 'ok', message}, ...teams, await pingLine(url!, settings, fetch)],
    webhooks: [{id: saved.id, url: url!, active: true, triggers: saved.triggers, secret: 'current', template: false}],
  };
}

async function pingLine(url: string, settings: Settings, fetch: typeof globalThis.fetch): Promise<Line> {
  const pinged = await ping(url, settings, Date.now(), fetch);
  if (pinged === 'ok') return {name: 'ping', status: 'ok', message: 'The proxy answers there and checks signatures.'};
  const [message, todo] = describePing(pinged);
  return {name: 'ping', status: 'warn', message: `${showUrl(url)} ${message}.`, todo};
}

async function list({settings, subscriptions, url}: Work): Promise<Result> {
  const found = (await subscriptions.list()).filter(each => url === undefined || each.url === url);
  const lines = found.map((each): Line => {
    const {secret, template} = describe(each, settings);
    const about = `${each.active ? 'active' : 'disabled'}, ${each.triggers.length} triggers, secret ${secretWords[secret]}${template ? ', with a payload template' : ''}`;
    return {name: 'webhook', status: each.active ? 'ok' : 'warn', message: `${showUrl(each.url)}: ${about}.`};
  });
  const none: Line = {name: 'webhook', status: 'warn', message: 'This account has no webhook.', todo: firstTime};
  return {lines: lines.length > 0 ? lines : [none], webhooks: found.map(each => describe(each, settings))};
}

async function remove({settings, console, subscriptions, url}: Work): Promise<Result> {
  const found = (await subscriptions.list()).filter(each => each.url === url);
  const lines: Line[] = [];
  await removeTeams(console, settings, url!);
  for (const {id} of found) {
    const reason = await subscriptions.remove(id);
    if (reason)
      lines.push({
        name: 'webhook',
        status: 'fail',
        message: `Cal.com did not remove it: ${reason}.`,
        todo: "remove it on Cal.com's settings page.",
      });
    else lines.push({name: 'webhook', status: 'ok', message: `${showUrl(url!)} is removed.`});
  }
  if (found.length === 0) lines.push({name: 'webhook', status: 'ok', message: `${showUrl(url!)} is not registered.`});
  return {lines, webhooks: found.map(each => describe(each, settings))};
}

const secretWords = {
  current: 'is the first of CAL_WEBHOOK_SECRETS',
  older: 'is an older one of CAL_WEBHOOK_SECRETS',
  other: 'is not in CAL_WEBHOOK_SECRETS',
  none: 'is missing',
};

/** The displayable parts of a webhook; never the secret itself, only how it relates to the settings. */
export function describe({id, url, active, triggers, secret, hasTemplate}: Subscription, {webhookSecrets}: Settings) {
  const known =
    secret === undefined
      ? 'none'
      : secret === webhookSecrets[0]
        ? 'current'
        : webhookSecrets.includes(secret)
          ? 'older'
          : 'other';
  return {id, url: showUrl(url), active, triggers, secret: known, template: hasTemplate} as const;
}

/** Whether the proxy can read what the webhook sends. */
export function isUsable(subscription: Subscription, settings: Settings): boolean {
  const {active, secret, template} = describe(subscription, settings);
  return active && secret === 'current' && !template;
}

function lacks({triggers}: Pick<Subscription, 'triggers'>): string[] {
  return allTriggers.filter(each => !triggers.includes(each));
}
