import {own} from '../../../core/model/own.ts';
import {EffectError} from '../../engine/model.ts';
import {SettingsError} from '../../settings/settings.ts';
import {allTriggers} from '../../cal/account/subscriptions.ts';
import type {EffectConfig, WebhookEffect} from './types.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The values of the environment variables that effects name. */
export interface EffectSecrets {
  /** Throws an `EffectError` for a variable that is missing. */
  read(variable: string): string;
  /** All values, to be censored. */
  all: string[];
}

const states = [
  'unknown',
  'pending',
  'awaiting_payment',
  'paid',
  'awaiting_host',
  'accepted',
  'rejected',
  'cancelled',
  'rescheduled',
];
const kinds = ['webhook', 'handler', 'reconcile'];
const common = [
  'kind',
  'name',
  'on',
  'states',
  'eventTypes',
  'metadata',
  'when',
  'order',
  'collapse',
  'delayMs',
  'timeoutMs',
  'target',
  'quota',
  'showAs',
];
const members = new Map([
  ['webhook', [...common, 'url', 'urlFrom', 'secretFrom', 'signature', 'body']],
  ['handler', [...common, 'run']],
  ['reconcile', common],
]);
const variableName = /^[A-Za-z_]\w{0,99}$/;
const dayMs = 24 * 60 * 60_000;

/** An item, or a list of them, as a list. */
export function toList<Item>(value: Item | readonly Item[] | undefined): readonly Item[] | undefined {
  return value === undefined ? undefined : Array.isArray(value) ? (value as readonly Item[]) : [value as Item];
}

/**
 * Checks the effects as written and reads the secrets they name. Throws a `SettingsError` with one sentence for each
 * mistake; no sentence contains a secret.
 */
export function checkEffects(effects: unknown, environment: Environment): EffectSecrets {
  if (!Array.isArray(effects)) throw new SettingsError(['effects is not a list: write effects: [{kind: …, name: …}].']);
  const sentences: string[] = [];
  const names = new Set<string>();
  const secrets = new Map<string, string>();
  effects.forEach((effect: unknown, index) => {
    const {name} = (effect ?? {}) as {name?: unknown};
    const label = typeof name === 'string' ? `The effect "${name.slice(0, 40)}"` : `Effect ${index + 1}`;
    const refuse = (why: string) => void sentences.push(`${label} ${why}.`);
    if (typeof effect !== 'object' || effect === null) return refuse('is not an object: write {kind: …, name: …}');
    if (typeof name !== 'string' || !/^[a-z][a-z\d-]{0,39}$/.test(name))
      return refuse('needs a name of up to 40 lower-case letters, digits and hyphens, such as crm');
    if (names.has(name)) refuse('exists twice: give each effect its own name');
    names.add(name);
    checkEffect(effect as EffectConfig, refuse);
    for (const variable of variablesOf(effect as EffectConfig)) {
      const value = typeof variable === 'string' ? own(environment, variable)?.trim() : undefined;
      if (typeof variable !== 'string' || !variableName.test(variable))
        refuse('names a secret that is no environment variable: write the name of one, such as N8N_SECRET');
      else if (!value) refuse(`needs the environment variable ${variable}: set it`);
      else secrets.set(variable, value);
    }
    if ((effect as EffectConfig).kind === 'webhook') checkUrl(effect as WebhookEffect, secrets, refuse);
  });
  if (sentences.length > 0) throw new SettingsError(sentences);
  return {
    read(variable) {
      const value = secrets.get(variable);
      if (value === undefined) throw new EffectError(`The environment variable ${variable} is missing.`);
      return value;
    },
    all: [...secrets.values()],
  };
}

type Refuse = (why: string) => void;

function checkEffect(effect: EffectConfig, refuse: Refuse): void {
  const allowed = members.get(effect.kind);
  if (!allowed) return refuse(`needs a kind: ${kinds.join(', ')}`);
  const unknown = Object.keys(effect).find(member => !allowed.includes(member));
  if (unknown !== undefined) refuse(`has a member "${unknown.slice(0, 40)}", which a ${effect.kind} does not have`);
  checkFilter(effect, refuse);
  checkOrder(effect, refuse);
  const times = [
    ['delayMs', effect.delayMs, 365 * dayMs],
    ['timeoutMs', effect.timeoutMs, dayMs / 2],
  ] as const;
  for (const [member, value, mostMs] of times)
    if (value !== undefined && !(typeof value === 'number' && value >= 0 && value <= mostMs))
      refuse(`has a ${member} that is no number of milliseconds up to ${mostMs}`);
  const texts = Object.entries({showAs: effect.showAs, target: effect.target});
  for (const [member, value] of texts)
    if (value !== undefined && !(typeof value === 'string' && value.trim() !== '' && value.length <= 60))
      refuse(`has a ${member} that is no text of up to 60 characters`);
  if (effect.kind === 'handler' && typeof effect.run !== 'function')
    refuse('needs a function run: write async run({step}) {…}');
  if (effect.kind !== 'webhook') return;
  if (effect.body !== undefined && typeof effect.body !== 'function')
    refuse('has a body that is no function: write body: ({event, booking}) => ({…}), or leave it out');
  if (!['cal', 'standard', undefined].includes(effect.signature))
    refuse('has a signature that is neither cal nor standard');
}

function checkFilter({on, states: wanted, eventTypes, metadata, when}: EffectConfig, refuse: Refuse): void {
  const trigger = toList(on)?.find(each => !allTriggers.includes(each));
  if (trigger !== undefined)
    refuse(`is for "${String(trigger).slice(0, 40)}", which is no event of Cal.com: write one such as BOOKING_CREATED`);
  const state = toList(wanted)?.find(each => !states.includes(each));
  if (state !== undefined)
    refuse(`is for the state "${String(state).slice(0, 40)}", which does not exist: write one such as accepted`);
  const isType = (each: unknown) => Number.isSafeInteger(each) || (typeof each === 'string' && /^[\w-]+$/.test(each));
  if (!(toList<unknown>(eventTypes) ?? []).every(isType))
    refuse('has eventTypes that are neither numbers nor slugs: write them as in [1001, "30min"]');
  const values: unknown = metadata === undefined ? {} : metadata;
  if (typeof values !== 'object' || values === null || !Object.values(values).every(each => typeof each === 'string'))
    refuse('has metadata that is no object of texts: write it as in {source: "website"}');
  if (when !== undefined && typeof when !== 'function') refuse('has a when that is no function');
}

function checkOrder({order, collapse, quota}: EffectConfig, refuse: Refuse): void {
  const most = typeof order === 'object' && order !== null ? order.atOnce : 1;
  if (!['booking', 'none', undefined].includes(order as string) && typeof order !== 'object')
    refuse('has an order that is none of booking, none and {atOnce: 2}');
  if (!Number.isInteger(most) || most < 1 || most > 100) refuse('has an order whose atOnce is no number from 1 to 100');
  if (collapse !== undefined) {
    const {by, windowMs, capMs = windowMs} = collapse ?? {};
    if (by !== 'booking' && by !== 'account' && typeof by !== 'function')
      refuse('collapses by nothing: write by: "booking", by: "account" or a function that returns a key');
    if (!(windowMs >= 0 && capMs >= windowMs && capMs <= dayMs))
      refuse('collapses in a window that is no number of milliseconds, or longer than its cap or a day');
  }
  const {perSecond, perMinute, burst, ...rest} = quota ?? {};
  const isRight = (value: unknown) => value === undefined || (typeof value === 'number' && value > 0 && value < 1e6);
  if (![perSecond, perMinute, burst].every(isRight) || Object.keys(rest).length > 0)
    refuse('has a quota that is none: write it as in {perSecond: 5, perMinute: 100, burst: 5}');
}

function variablesOf(effect: EffectConfig): unknown[] {
  if (effect.kind !== 'webhook') return [];
  return [effect.secretFrom, ...(effect.urlFrom === undefined ? [] : [effect.urlFrom])];
}

function checkUrl({url, urlFrom}: WebhookEffect, secrets: ReadonlyMap<string, string>, refuse: Refuse): void {
  if ((url === undefined) === (urlFrom === undefined))
    return refuse('needs either url, or urlFrom with the environment variable that holds it');
  const written = url ?? secrets.get(urlFrom!);
  if (written === undefined) return;
  const parsed = typeof written === 'string' && URL.canParse(written) ? new URL(written) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password)
    refuse('has a URL that is no http(s) URL without a user name: write one such as https://n8n.example.com/webhook/x');
}
