import {expect, test} from 'vitest';
import {checkEffects} from '../../../src/proxy/effects/config/check.ts';
import {SettingsError} from '../../../src/proxy/settings/settings.ts';

const secret = 'a-secret-that-no-sentence-contains';
const environment = {N8N_SECRET: secret, N8N_URL: 'https://n8n.example.com/webhook/x', BROKEN_URL: `no-url-${secret}`};
const n8n = {kind: 'webhook', name: 'n8n', url: 'https://n8n.example.com/webhook/x', secretFrom: 'N8N_SECRET'};
const handler = {kind: 'handler', name: 'crm', run: async () => {}};

function sentences(effects: unknown): string[] {
  try {
    checkEffects(effects, environment);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    for (const sentence of (error as SettingsError).sentences) expect(sentence).not.toContain(secret);
    return (error as SettingsError).sentences;
  }
}

test('effects that are right are accepted, and their secrets are known', () => {
  const secrets = checkEffects(
    [
      {...n8n, on: ['BOOKING_CREATED', 'BOOKING_CANCELLED'], states: 'accepted', eventTypes: [1001, '30min']},
      {
        ...handler,
        order: {atOnce: 3},
        quota: {perSecond: 5, burst: 2},
        metadata: {source: 'website'},
        when: () => true,
      },
      {kind: 'reconcile', name: 'read-back', collapse: {by: 'account', windowMs: 2_000}, delayMs: 0, showAs: 'Checked'},
      {
        kind: 'webhook',
        name: 'make',
        urlFrom: 'N8N_URL',
        secretFrom: 'N8N_SECRET',
        signature: 'standard',
        body: () => 1,
      },
    ],
    environment,
  );

  expect(secrets.read('N8N_SECRET')).toBe(secret);
  expect(secrets.all).toEqual([secret, environment.N8N_URL]);
  expect(() => secrets.read('OTHER')).toThrow('The environment variable OTHER is missing.');
});

test.each([
  ['no list', {}, 'effects is not a list: write effects: [{kind: …, name: …}].'],
  ['no object', [1], 'Effect 1 is not an object: write {kind: …, name: …}.'],
  [
    'no name',
    [{kind: 'handler'}],
    'Effect 1 needs a name of up to 40 lower-case letters, digits and hyphens, such as crm.',
  ],
  ['two of a name', [handler, handler], 'The effect "crm" exists twice: give each effect its own name.'],
  ['no kind', [{name: 'crm'}], 'The effect "crm" needs a kind: webhook, handler, reconcile.'],
  [
    'a member of another kind',
    [{...handler, url: 'x'}],
    'The effect "crm" has a member "url", which a handler does not have.',
  ],
  [
    'no function',
    [{kind: 'handler', name: 'crm'}],
    'The effect "crm" needs a function run: write async run({step}) {…}.',
  ],
  [
    'an unknown event',
    [{...handler, on: 'BOOKING_MADE'}],
    'The effect "crm" is for "BOOKING_MADE", which is no event of Cal.com: write one such as BOOKING_CREATED.',
  ],
  [
    'an unknown state',
    [{...handler, states: ['confirmed']}],
    'The effect "crm" is for the state "confirmed", which does not exist: write one such as accepted.',
  ],
  [
    'a secret that is written down',
    [{...n8n, secretFrom: secret}],
    'The effect "n8n" names a secret that is no environment variable: write the name of one, such as N8N_SECRET.',
  ],
  [
    'a secret that is not set',
    [{...n8n, secretFrom: 'OTHER_SECRET'}],
    'The effect "n8n" needs the environment variable OTHER_SECRET: set it.',
  ],
  [
    'no URL',
    [{...n8n, url: undefined}],
    'The effect "n8n" needs either url, or urlFrom with the environment variable that holds it.',
  ],
  [
    'a secret that is no URL',
    [{...n8n, url: undefined, urlFrom: 'BROKEN_URL'}],
    'The effect "n8n" has a URL that is no http(s) URL without a user name: write one such as ' +
      'https://n8n.example.com/webhook/x.',
  ],
  [
    'a window longer than its cap',
    [{...handler, collapse: {by: 'booking', windowMs: 5_000, capMs: 1_000}}],
    'The effect "crm" collapses in a window that is no number of milliseconds, or longer than its cap or a day.',
  ],
  [
    'a quota of nothing',
    [{...handler, quota: {perSecond: 0}}],
    'The effect "crm" has a quota that is none: write it as in {perSecond: 5, perMinute: 100, burst: 5}.',
  ],
])('%s is refused with one sentence', (_name, effects, sentence) => {
  expect(sentences(effects)).toEqual([sentence]);
});
